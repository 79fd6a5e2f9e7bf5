"""A small invented province, written through the same services as the office; every figure can be added up by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM, COMMUNICATION, INITIATIVE, VIETNAMESE_GOODS
from mttq_desktop.records.criticism import SOCIAL_CRITICISM
from mttq_desktop.records.dialogues import DIALOGUE
from mttq_desktop.records.households import HOUSEHOLD
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.lower_levels import JOINT_INSPECTION, LOCAL_PROGRAMME, TRAINING
from mttq_desktop.records.party_feedback import PARTY_FEEDBACK_ROUND
from mttq_desktop.records.periodic import OVERRIDE, PERIODIC_REPORT
from mttq_desktop.records.petitions import PETITION, Feedback, Forwarding, Petition, Reminder, Reply
from mttq_desktop.records.plans import JOINT_TASK
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.records.supervisions import PEOPLE_SUPERVISION, SUPERVISION
from mttq_desktop.records.surveys import SATISFACTION_SURVEY
from mttq_desktop.services.keeping import PartRow, checked, keep, trash
from mttq_desktop.services.petitions.states import refresh
from mttq_desktop.store.database import Writing
from tests.makers import a_petition, authority, organisation, unit

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class Province:
    """Writes records with names instead of row ids."""

    def __init__(self, writing: Writing, words: Vocabulary) -> None:
        self.writing, self.words = writing, words
        self.front, self.workers, self.farmers, self.youth = (
            organisation(words, code) for code in ("MTTQ", "LDLD", "HND", "DTN")
        )
        self.dai_loc = unit(words, "Huyện Đại Lộc")
        self.dai_hiep, self.tam_thang = (unit(words, name) for name in ("Xã Đại Hiệp", "Xã Tam Thăng"))
        self.transport, self.land = (authority(words, n) for n in ("Sở Giao thông vận tải", "UBND tỉnh"))

    def put(self, kind: Kind[Any], parts: Rows | None = None, /, **values: Any) -> int:
        """Keep one record with the rows of its parts."""
        rows = {
            name: [PartRow(checked(kind.part(name).kind, row, self.words)) for row in given]
            for name, given in (parts or {}).items()
        }
        return keep(self.writing, checked(kind, values, self.words), self.words, parts=rows)

    def fill(self) -> None:
        """Everything the tests count."""
        self.campaigns()
        self.households()
        self.surveys()
        self.communication()
        self.petitions()
        self.opinions_and_dialogues()
        self.supervision()
        self.criticism()
        self.organising()
        self.reports()

    def campaigns(self) -> None:
        """A01-A04, A41-A43, A51-A52."""
        def item(**given: Any) -> int:
            return self.put(CAMPAIGN_ITEM, **{
                "campaign": "NTM", "content": "Bê tông hóa đường thôn", "organisation_id": self.farmers,
                "unit_id": self.dai_hiep, "period": "2024-Q1",
            } | given)  # fmt: skip

        item(funds=10_000_000, workdays=20, land=Decimal("150.5"))
        item(period="2024-H1", funds=5_000_000, land=Decimal("49.5"))
        item(campaign="VNN", organisation_id=self.front, unit_id=self.tam_thang, period="2024-Q2", funds=3_000_000,
             workdays=7)  # fmt: skip
        item(campaign="HANGVIET", funds=1)
        item(period="2023-Q1", funds=1_000_000, workdays=2)
        item(period="2024-Q3", funds=9_000_000)
        trash(self.writing, CAMPAIGN_ITEM, [item(funds=7_000_000)])

        def goods(activity: str, who: int, period: str = "2024-Q1", **given: Any) -> None:
            self.put(VIETNAMESE_GOODS, activity=activity, organisation_id=who, period=period, **given)

        goods("TT", self.farmers, sessions=3, people=120)
        goods("TT", self.farmers, people=10)
        goods("HC", self.front, "2024-Q2", sessions=2, people=300)
        goods("DB", self.workers, "2024-Q2")
        for who, year, value in ((self.workers, 2024, 200), (self.workers, 2023, 100), (self.youth, 2024, None)):
            self.put(INITIATIVE, title=f"Sáng kiến {year} {who}", author="Tổ kỹ thuật", organisation_id=who, year=year,
                     value=value and value * 1_000_000)  # fmt: skip

    def households(self) -> None:
        """A11-A20."""
        def year(y: int, **given: Any) -> dict[str, Any]:
            return {"year": y, "registered": False, "above_line": False} | given

        def support(day: date, type_: str, value: int, giver: int) -> dict[str, Any]:
            return {"day": day, "type": type_, "value": value, "giver_id": giver}

        def home(head: str, helper: int, commune: int, **given: Any) -> int:
            return self.put(HOUSEHOLD, given.pop("parts", None), head=head, helper_id=helper, commune_id=commune,
                            type="N", **given)  # fmt: skip

        first = home("Hộ Một", self.farmers, self.dai_hiep, members=4, parts={
            "household_year": [year(2023, registered=True, progress="DG"), year(2024, registered=True, progress="TBV")],
            "household_support": [
                support(date(2024, 2, 1), "NHA", 50_000_000, self.farmers),
                support(date(2024, 3, 1), "QUA", 500_000, self.front),
                support(date(2023, 3, 3), "QUA", 300_000, self.farmers),
            ],
        })  # fmt: skip
        assert first
        home("Hộ Hai", self.front, self.tam_thang, members=3, registered_year=2024, progress="DK", parts={
            "household_support": [
                support(date(2024, 5, 1), "SC", 20_000_000, self.front),
                support(date(2024, 8, 1), "QUA", 1, self.front),
            ],
        })  # fmt: skip
        home("Hộ Ba", self.farmers, self.dai_hiep, members=5, registered_year=2023, progress="TH")
        home("Hộ Bốn", self.workers, self.tam_thang)
        home("Hộ Năm", self.farmers, self.dai_hiep, members=2, parts={
            "household_year": [year(2024, progress="TAI")],
        })  # fmt: skip
        gone = home("Hộ Sáu", self.farmers, self.dai_hiep, members=6, registered_year=2024, progress="TBV", parts={
            "household_support": [support(date(2024, 2, 2), "NHA", 60_000_000, self.farmers)],
        })  # fmt: skip
        trash(self.writing, HOUSEHOLD, [gone])

    def surveys(self) -> None:
        """A31-A35."""
        def survey(place: int, begins: date, counts: tuple[int, ...], **satisfied: int) -> int:
            households, chosen, out, back, valid = counts
            answers = [
                {"question": int(q[1:]), "overall": q == "q9", "satisfied": n, "dissatisfied": valid - n,
                 "no_opinion": 0} for q, n in satisfied.items()
            ]  # fmt: skip
            return self.put(SATISFACTION_SURVEY, {"survey_answer": answers}, level="XA", form="P1", unit_id=place,
                            mode="TT", starts_on=begins, ends_on=begins, households=households, chosen=chosen,
                            ballots_out=out, ballots_in=back, ballots_valid=valid)  # fmt: skip

        survey(self.dai_hiep, date(2024, 3, 4), (100, 60, 60, 58, 50), q1=45, q2=39, q9=46)
        survey(self.tam_thang, date(2024, 4, 1), (200, 100, 100, 100, 100), q1=95, q9=98)
        survey(self.dai_hiep, date(2023, 2, 1), (50, 50, 50, 50, 50), q1=49, q9=50)
        trash(self.writing, SATISFACTION_SURVEY, [
            survey(self.dai_hiep, date(2024, 3, 5), (10, 10, 10, 10, 10), q1=1, q9=1)
        ])  # fmt: skip

    def communication(self) -> None:
        """B01-B03."""
        def news(channel: str, period: str, items: int, **given: Any) -> None:
            self.put(COMMUNICATION, channel=channel, period=period, items=items, content="Tuyên truyền bầu cử", **given)

        news("HN", "2024-Q1", 2, people=80, organisation_id=self.farmers)
        news("SK", "2024-Q1", 3, people=60, unit_id=self.dai_loc)
        news("FB", "2024-Q2", 10, organisation_id=self.youth)
        news("FB", "2023-Q2", 4, organisation_id=self.youth)

    def petitions(self) -> None:
        """B11-B19; the documents are dated rows."""
        def petition(text: str, day: date, period: str, **given: Any) -> int:
            return a_petition(self.writing, self.words, content=text, received_on=day, period=period, **given)

        q1, q2 = date(2024, 2, 1), date(2024, 4, 2)
        p1 = petition("Sửa đường thôn Một", q1, "2024-Q1", organisation_id=self.farmers)
        p2 = petition("Sửa đường thôn 1", q1, "2024-Q1", organisation_id=self.farmers)
        p3 = petition("Kéo điện tổ hai", q2, "2024-Q2", organisation_id=None, sender_unit_id=self.dai_loc)
        p4 = petition("Xây chợ xã", q2, "2024-Q2", organisation_id=self.workers)
        p5 = petition("Bồi thường đất ở", date(2023, 2, 1), "2023-Q1", organisation_id=self.youth)
        p7 = petition("Nạo vét kênh", date(2023, 11, 1), "2023-Q4", organisation_id=self.farmers)
        p6 = petition("Nạo vét kênh chính", q1, "2024-Q1", organisation_id=self.farmers)
        gone = petition("Nhầm", q1, "2024-Q1", organisation_id=self.farmers)
        session = self.writing.session
        session.get_one(Petition, p2).merged_into_id = p1
        session.get_one(Petition, p6).repeated_from_id = p7
        session.get_one(Petition, p7).set_state = "KYSAU"
        first = self._forwarding(p1, self.transport, q1)
        second = self._forwarding(p3, self.transport, date(2024, 4, 20))
        third = self._forwarding(p4, self.transport, date(2024, 4, 20))
        self._forwarding(p4, self.land, date(2024, 4, 20))
        self._forwarding(p5, self.land, date(2023, 2, 10))
        assert first
        for petition_id, body, day, code in (
            (p1, self.transport, date(2024, 3, 1), "DX_LT"), (p1, self.transport, date(2024, 4, 1), "DGQ_TCTH"),
            (p4, self.transport, date(2024, 5, 1), "GTCCTT"), (p4, self.land, date(2024, 5, 2), "DX_LT"),
            (p5, self.land, date(2023, 3, 1), "CGQ"),
        ):  # fmt: skip
            session.add(Reply(petition_id=petition_id, authority_id=body, number=f"{petition_id}/UBND", day=day,
                              content="Đã xem xét", reply_class=code))  # fmt: skip
        for forwarding in (second, third):
            session.add(Reminder(forwarding_id=forwarding, number="12/MTTQ", day=date(2024, 6, 10), round=1))
        for petition_id, who, day in ((p1, self.farmers, date(2024, 5, 5)), (p2, self.farmers, date(2024, 5, 5)),
                                      (p5, self.youth, date(2023, 4, 1))):  # fmt: skip
            session.add(Feedback(petition_id=petition_id, organisation_id=who, number=f"30/TB-{day.year}", day=day))
        session.flush()
        trash(self.writing, PETITION, [gone])
        refresh(self.writing, [p1, p2, p3, p4, p5, p6, p7])

    def _forwarding(self, petition: int, body: int, day: date) -> int:
        sent = Forwarding(petition_id=petition, authority_id=body, number=f"{petition}/CV", day=day,
                          due_on=date(day.year, day.month + 1, day.day))  # fmt: skip
        self.writing.session.add(sent)
        self.writing.session.flush()
        return sent.id

    def opinions_and_dialogues(self) -> None:
        """C01-C15."""
        def given(who: int, kind: str, opinions: int, number: str | None, day: date) -> dict[str, Any]:
            return {"organisation_id": who, "kind": kind, "opinions": opinions, "number": number, "received_on": day}

        day = date(2024, 3, 1)
        for target, year, rows in (
            ("TT", 2024, [given(self.farmers, "UD", 2, "5/HND", day), given(self.farmers, "HC", 3, "5/HND", day),
                          given(self.front, "DX", 1, None, date(2024, 3, 5))]),
            ("CN", 2024, [given(self.farmers, "UD", 4, "6/HND", date(2024, 3, 10))]),
            ("UBND", 2024, [given(self.farmers, "UD", 9, "7/HND", day)]),
            ("TT", 2023, [given(self.workers, "UD", 1, "1/LĐ", date(2023, 5, 5))]),
        ):  # fmt: skip
            self.put(PARTY_FEEDBACK_ROUND, {"party_feedback_count": rows}, year=year, target=target,
                     asked=(self.farmers, self.front))  # fmt: skip

        def asked(mode: str | None, done: date | None = None) -> dict[str, Any]:
            due = None if mode in (None, "TT") else date(2024, 7, 1)
            return {"content": "Hỏi về quy hoạch", "answer_mode": mode, "due_on": due, "done_on": done}

        def dialogue(on: date, level: str, where: int | None, parts: Rows | None = None, **more: Any) -> int:
            return self.put(DIALOGUE, parts, **{
                "topic": "Quy hoạch sử dụng đất", "purpose": "QD218", "level": level, "unit_id": where, "type": "DK",
                "chair_role": "BT", "audience": "ND", "held_on": on, "mode": "TRUCTIEP",
            } | more)  # fmt: skip

        dialogue(date(2024, 5, 10), "province", None, {
            "dialogue_item": [asked("TT"), asked("VB", date(2024, 5, 20)), asked("CH")],
        }, people=100, opinions=12, answered_at_once=8)  # fmt: skip
        dialogue(date(2024, 2, 2), "commune", self.dai_hiep, {
            "dialogue_item": [asked("TT"), asked("TT"), asked("VB")],
            "dialogue_group": [{"attended_as": "ND", "people": 30}, {"attended_as": "CB", "people": 20}],
        })  # fmt: skip
        dialogue(date(2024, 3, 3), "commune", self.tam_thang, purpose="SAUGS", people=5)
        dialogue(date(2024, 3, 15), "commune", self.tam_thang, purpose="DCCS", people=40)
        dialogue(date(2023, 3, 3), "commune", self.dai_hiep, people=10, opinions=1, answered_at_once=1)
        dialogue(date(2024, 9, 9), "province", None, people=99)
        trash(self.writing, DIALOGUE, [dialogue(date(2024, 5, 11), "province", None, people=77)])

    def supervision(self) -> None:
        """D01-D06."""
        def supervise(who: int, form: str, parts: Rows | None = None, **given: Any) -> int:
            return self.put(SUPERVISION, parts, **{
                "year": 2024, "content": "Việc công khai ngân sách", "form": form, "chair_id": who, "level": "province",
                "state": "DK",
            } | given)  # fmt: skip

        def asked(**given: Any) -> dict[str, Any]:
            return {"source": "GS", "content": "Công khai đủ hạng mục", "authority_id": self.land, "result": "CHUA",
                    **given}  # fmt: skip

        supervise(self.front, "HT2", {
            "supervision_session": [{"held_on": date(2024, 4, 1), "place": "Hội trường", "body": "UBND tỉnh"}],
            "recommendation": [asked(sent_on=date(2024, 4, 20), result="XONG"), asked()],
        }, decision_number="1/QĐ", bodies=(self.transport, self.land), ended_on=date(2024, 4, 3),
            reported_on=date(2024, 4, 10), recommended_on=date(2024, 4, 20))  # fmt: skip
        supervise(self.farmers, "HT1", {
            "recommendation": [asked(sent_on=date(2024, 5, 6), result="KTT", explanation="Đã có quy định riêng")],
        }, unit_id=self.dai_loc, bodies_text="UBND xã Đại Hiệp; UBND xã Đại Hòa",
            concluded_on=date(2024, 5, 5))  # fmt: skip
        supervise(self.workers, "HT2")
        supervise(self.front, "HT1", state="HUY", reported_on=date(2024, 5, 1))
        supervise(self.front, "HT4", year=2023, unit_id=self.dai_loc, reported_on=date(2023, 4, 4))
        gone = supervise(self.front, "HT1", {"recommendation": [asked(sent_on=date(2024, 4, 9), result="XONG")]},
                         reported_on=date(2024, 4, 8))  # fmt: skip
        trash(self.writing, SUPERVISION, [gone])
        self.put(RECOMMENDATION, **asked(source="PB", sent_on=date(2024, 5, 6)))
        boards = (
            {"unit_id": self.dai_hiep, "period": "2024-Q1", "times": 3, "cases": 1, "money": 5_000_000,
             "land": Decimal("100.5")},
            {"unit_id": self.dai_hiep, "period": "2024-Q2", "times": 2},
            {"unit_id": self.tam_thang, "period": "2023-Q2", "times": 1},
        )  # fmt: skip
        for values in boards:
            self.put(PEOPLE_SUPERVISION, None, **values)

    def criticism(self) -> None:
        """D11-D13."""
        def draft(kind: str, who: int, received: date, parts: Rows | None = None, **given: Any) -> None:
            self.put(SOCIAL_CRITICISM, parts, kind=kind, title="Nghị quyết về học phí", draft_type="NQ", chair_id=who,
                     drafter_id=self.transport, issuer="HDND", form="PB1" if kind == "PB" else None, level="province",
                     received_on=received, **given)  # fmt: skip

        draft("PB", self.front, date(2024, 2, 1), {"criticism_opinion": [
            {"content": "Giảm mức thu", "result": "TT"}, {"content": "Chia vùng", "result": "TT1P"},
            {"content": "Lùi thời hạn", "result": "GT", "explanation": "Trung ương quy định"},
        ]}, sent_on=date(2024, 2, 20), opinions=10)  # fmt: skip
        draft("PB", self.front, date(2023, 12, 20), held_on=date(2024, 1, 10))
        draft("PB", self.workers, date(2023, 5, 5), opinions=2)
        draft("GY", self.farmers, date(2024, 3, 1), opinions=4)

    def organising(self) -> None:
        """E01-E04."""
        for who, year, state in ((self.farmers, 2024, "XONG"), (self.front, 2024, "DANG"), (self.front, 2024, "CHAM"),
                                 (self.workers, 2024, "CHUA"), (self.workers, 2024, "BO"),
                                 (self.farmers, 2023, "XONG")):  # fmt: skip
            self.put(JOINT_TASK, year=year, content=f"Nhiệm vụ {state}", lead_id=who, state=state, result="Đạt")
        for day in (date(2024, 3, 3), date(2024, 8, 8)):
            self.put(TRAINING, {"training_attendance": [
                {"organisation_id": self.farmers, "people": 60}, {"organisation_id": self.front, "people": 30},
            ]}, title="Kỹ năng giám sát", type="TH", level="province", starts_on=day, people=100,
                organisers=(self.front, self.farmers))  # fmt: skip
        self.put(JOINT_INSPECTION, {"inspection_visit": [
            {"unit_id": self.dai_hiep, "day": date(2024, 5, 6)}, {"unit_id": self.tam_thang, "day": date(2024, 5, 7)},
        ]}, title="Việc thực hiện chương trình", level="province", chair_id=self.front,
            starts_on=date(2024, 5, 5))  # fmt: skip
        for where, signed, signed_on in (
            (self.dai_loc, True, date(2021, 1, 1)), (self.tam_thang, True, date(2024, 2, 2)),
            (self.dai_hiep, False, None),
        ):  # fmt: skip
            self.put(LOCAL_PROGRAMME, unit_id=where, period="2020-2025", signed=signed, signed_on=signed_on)

    def reports(self) -> None:
        """E05, and what only reports tell (A05-A07, A21)."""
        def figures(**values: int | None) -> list[dict[str, Any]]:
            return [
                {"indicator": code, "state": "none" if n is None else "value", "value": None if n is None else
                 Decimal(n)} for code, n in values.items()
            ]  # fmt: skip

        def report(day: date, state: str, rows: list[dict[str, Any]], **given: Any) -> None:
            self.put(PERIODIC_REPORT, {"report_figure": rows}, **{
                "period": "2024-H1", "version": 1, "received_on": day, "state": state,
            } | given)  # fmt: skip

        report(date(2024, 6, 5), "DUYET", figures(A21=50_000_000, A06=None, A01=3), organisation_id=self.farmers)
        report(date(2024, 6, 20), "NHAN", figures(A21=1), organisation_id=self.front)
        report(date(2024, 6, 9), "TRA", figures(A05=10, A21=90_000_000), unit_id=self.dai_loc,
               returned_reason="Thiếu chữ ký")  # fmt: skip
        report(date(2024, 6, 25), "DUYET", figures(A05=12, A21=100_000_000), unit_id=self.dai_loc, version=2)

    def override(self, code: str, value: int, **whose: Any) -> int:
        """A figure typed over."""
        return self.put(OVERRIDE, indicator=code, period="2024-H1", state="value", value=Decimal(value),
                        note="Theo báo cáo giấy", **whose)  # fmt: skip
