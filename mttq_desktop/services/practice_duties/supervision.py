"""Practice supervisions of two years in every state, with teams, sessions, recommendations; people's boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.listing import part_ids
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.recommendations import RECOMMENDATION, RECOMMENDATION_REMINDER
from mttq_desktop.records.supervisions import (
    PEOPLE_SUPERVISION,
    SUPERVISION,
    SUPERVISION_MEMBER,
    SUPERVISION_SESSION,
    SupervisionState,
)
from mttq_desktop.rules.period import Period
from mttq_desktop.services import following
from mttq_desktop.services.keeping import PartRow, checked, keep, move
from mttq_desktop.store.database import Writing
from mttq_desktop.text.days import Calendar

PLANNED, DECIDED, WORKING, REPORTED, RECOMMENDED, CLOSED = range(1, 7)
"""How far a supervision has come."""
_NAMES = ("Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Quang Tập", "Phạm Thị Hành", "Võ Đình Giả", "Huỳnh Thị Định",
          "Đặng Văn Ví", "Bùi Thị Dụ")  # fmt: skip
_TITLES = ("Phó Chủ tịch Ủy ban MTTQ Việt Nam tỉnh", "Trưởng ban Dân chủ - Pháp luật", "Phó Chủ tịch Hội Nông dân tỉnh",
           "Ủy viên Hội đồng tư vấn Dân chủ - Pháp luật", "Chuyên viên Văn phòng")  # fmt: skip
_ROLES = ("TRD", "PTD", "TV", "TV", "TK")
_SHARE = 0.62
"""So many communes send figures of their people's boards."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One supervision: what, by whom, of whom, how far it has come, and how many days ago it was at work."""

    content: str
    form: str
    chair: str
    partners: tuple[str, ...]
    bodies: tuple[str, ...]
    field: str
    timing: str
    stage: int
    ago: int
    asked: tuple[tuple[str, str, str], ...] = ()
    end: SupervisionState | None = None
    reason: str = ""


GD, GT, YT, NN = "Sở Giáo dục và Đào tạo", "Sở Giao thông vận tải", "Sở Y tế", "Sở Nông nghiệp và Phát triển nông thôn"
LD, TN, XD, UB = ("Sở Lao động - Thương binh và Xã hội", "Sở Tài nguyên và Môi trường", "Sở Xây dựng",
                  "UBND tỉnh Quảng Nam")  # fmt: skip
THEMES = (
    Theme("Việc thu, chi các khoản đóng góp tự nguyện trong trường học đầu năm học", "HT2", "MTTQ", ("LHPN", "DTN"),
          (GD,), "GDDT", "Quý IV", CLOSED, 190, (
              ("Chấn chỉnh việc vận động ngoài quy định, công khai các khoản thu trên trang của trường", GD, "done"),
              ("Trả lại khoản thu chưa đúng cho phụ huynh trước khi hết năm học", GD, "done"))),
    Theme("Thực hiện chính sách hỗ trợ hộ nghèo về nhà ở theo Chương trình mục tiêu quốc gia", "HT2", "MTTQ",
          ("HND", "LHPN", "CCB"), (LD, XD), "GN", "Quý III", RECOMMENDED, 240, (
              ("Rà soát lại danh sách hộ được hỗ trợ, bổ sung các hộ bị sót ở xã miền núi", LD, "done"),
              ("Ban hành thiết kế mẫu nhà phù hợp với vùng thường bị bão lụt", XD, "answered"),
              ("Cấp đủ kinh phí đối ứng cho các huyện miền núi theo kế hoạch đã giao", UB, "late"))),
    Theme("Việc cấp giấy chứng nhận quyền sử dụng đất cho hộ gia đình ở nông thôn", "HT2", "HND", ("MTTQ",),
          (TN,), "DD", "Quý III", RECOMMENDED, 215, (
              ("Công khai hồ sơ trễ hẹn và xin lỗi người dân theo đúng quy định", TN, "done"),
              ("Rút ngắn thời gian đo đạc, chỉnh lý bản đồ địa chính ở các xã", TN, "reminded"),
              ("Bãi bỏ yêu cầu nộp thêm giấy tờ ngoài bộ thủ tục đã công bố", TN, "declined"))),
    Theme("Chấp hành pháp luật về hợp đồng lao động, bảo hiểm xã hội tại doanh nghiệp", "HT2", "LDLD", ("MTTQ", "DTN"),
          (LD,), "LDTBXH", "Quý IV", RECOMMENDED, 150, (
              ("Thanh tra các doanh nghiệp nợ bảo hiểm xã hội trên sáu tháng", LD, "answered"),
              ("Hướng dẫn người lao động khởi kiện đòi quyền lợi khi doanh nghiệp bỏ trốn", LD, "waiting"))),
    Theme("Nghiên cứu văn bản quy định mức thu dịch vụ vệ sinh môi trường", "HT1", "MTTQ", (), (TN,), "TNMT",
          "Quý II", CLOSED, 320),
    Theme("Việc sử dụng các khoản đóng góp xây dựng nông thôn mới ở xã", "HT3", "MTTQ", ("HND", "CCB"), (NN,), "NTM",
          "Cả năm", RECOMMENDED, 130, (
              ("Hoàn trả phần đã thu vượt mức vận động đã thống nhất ở thôn", NN, "late"),)),
    Theme("Tham gia giám sát của HĐND về đầu tư công trung hạn", "HT4", "MTTQ", (), (UB,), "XDCB", "Quý III", CLOSED,
          260),
    Theme("Việc thực hiện chế độ đối với người có công và thân nhân", "HT2", "CCB", ("MTTQ",), (LD,), "LDTBXH",
          "Quý II", WORKING, 300, (), SupervisionState.CANCELLED, "Trùng kế hoạch thanh tra của Sở đã công bố"),
    Theme("Công tác khám bệnh, chữa bệnh bảo hiểm y tế tuyến huyện", "HT2", "MTTQ", ("LHPN", "LDLD"), (YT,), "YT",
          "Quý I", RECOMMENDED, 40, (
              ("Bổ sung thuốc, vật tư y tế còn thiếu ở các trung tâm y tế miền núi", YT, "waiting"),
              ("Công khai giá dịch vụ và đường dây nóng tại nơi đón tiếp", YT, "answered"),
              ("Xếp lịch khám thứ Bảy cho người lao động ở xa", YT, "draft"))),
    Theme("Việc hỗ trợ phát triển sản xuất cho hộ nghèo, hộ cận nghèo", "HT2", "HND", ("MTTQ", "LHPN"), (NN,), "NN",
          "Quý I", REPORTED, 22),
    Theme("Vệ sinh an toàn thực phẩm tại bếp ăn tập thể, chợ nông thôn", "HT2", "LHPN", ("MTTQ", "HND"), (YT,), "YT",
          "Quý II", WORKING, 4),
    Theme("Bảo trì đường giao thông nông thôn sau mưa lũ", "HT2", "MTTQ", ("CCB",), (GT,), "GT", "Quý II", DECIDED, -9),
    Theme("Thực hiện Luật Thực hiện dân chủ ở cơ sở tại xã, phường", "HT2", "MTTQ",
          ("LDLD", "HND", "LHPN", "CCB", "DTN"), (UB,), "CCHC", "Quý II", DECIDED, -40),
    Theme("Phòng, chống đuối nước, tai nạn thương tích ở trẻ em", "HT2", "DTN", ("LHPN",), (GD,), "GDDT", "Quý III",
          PLANNED, -110),
    Theme("Nghiên cứu văn bản quy định hỗ trợ học phí cho học sinh miền núi", "HT1", "MTTQ", ("DTN",), (GD,), "GDDT",
          "Quý II", PLANNED, -60),
    Theme("Ban Thanh tra nhân dân giám sát việc sửa chữa công trình thủy lợi nhỏ", "HT3", "MTTQ", ("HND",), (NN,), "TL",
          "Cả năm", PLANNED, -150),
    Theme("Tham gia đoàn giám sát của HĐND về giảm nghèo bền vững", "HT4", "MTTQ", ("LHPN",), (UB,), "GN", "Quý III",
          0, -130),
    Theme("Việc thực hiện chính sách dạy nghề cho lao động nông thôn", "HT2", "LDLD", ("HND",), (LD,), "LDTBXH",
          "Quý IV", 0, -200),
    Theme("Quản lý, sử dụng quỹ đất công ích ở xã", "HT2", "CCB", ("MTTQ",), (TN,), "DD", "Quý IV", 0, -220, (),
          SupervisionState.PAUSED),
)  # fmt: skip


def fill(writing: Writing, vocabulary: Vocabulary, random: Random, today: date) -> None:
    """Supervisions of last year and this one, then what people's boards did in two quarters."""
    scene = _Scene(writing, vocabulary, random, today, calendar(writing.session))
    reminded: list[int] = []
    for number, theme in enumerate(THEMES, 1):
        reminded += scene.supervision(theme, number)
    if reminded:
        following.refresh(writing, RECOMMENDATION, reminded)
    scene.people()


@dataclass(frozen=True)
class _Scene:
    """What every record here is made from."""

    writing: Writing
    vocabulary: Vocabulary
    random: Random
    today: date
    days: Calendar

    def supervision(self, theme: Theme, number: int) -> list[int]:
        """One supervision with its parts, in its state; returns the recommendations that were urged."""
        held = self.days.on_or_after(self.today - timedelta(days=theme.ago))
        values = self._plan(theme, held) | self._documents(theme, held, number)
        parts = {SUPERVISION_MEMBER.name: self._team(theme), SUPERVISION_SESSION.name: self._sessions(theme, held),
                 RECOMMENDATION.name: self._asked(theme, held, number)}  # fmt: skip
        kept = keep(self.writing, checked(SUPERVISION, values, self.vocabulary), self.vocabulary, parts=parts)
        if theme.stage == CLOSED or theme.end:
            move(self.writing, SUPERVISION, kept, theme.end or SupervisionState.CLOSED, self.vocabulary)
        return self._urge(kept, theme)

    def _plan(self, theme: Theme, held: date) -> dict[str, Any]:
        return {
            "year": held.year, "content": theme.content, "field": theme.field, "form": theme.form, "level": "province",
            "chair_id": self._organisation(theme.chair), "partners": tuple(map(self._organisation, theme.partners)),
            "bodies": tuple(self._body(b) for b in theme.bodies), "timing": theme.timing,
            "plan_reason": theme.reason or None, "scope": "Trên địa bàn tỉnh",
            "basis": "Chương trình phối hợp giám sát, phản biện xã hội của năm" if theme.stage else None,
        }  # fmt: skip

    def _documents(self, theme: Theme, held: date, number: int) -> dict[str, Any]:
        """Numbers and days of the steps taken so far; one notice and one report come late."""
        found: dict[str, Any] = {}
        if theme.stage >= PLANNED:
            found |= {"plan_number": f"{10 + number}/KH-MTTQ-BTT", "planned_on": self._on(held, -45, theme)}
        if theme.stage >= DECIDED and theme.form == "HT2":
            found |= {"decision_number": f"{30 + number}/QĐ-MTTQ-BTT", "decided_on": self._on(held, -30, theme)}
        if theme.stage >= WORKING and theme.form in ("HT2", "HT3"):
            found |= {"notified_on": held - timedelta(days=12 if number == 3 else 18)}
            found |= {"body_reported_on": held - timedelta(days=8)} if theme.form == "HT2" else {}
        if theme.stage >= REPORTED:
            end = held + timedelta(days=9)
            found |= {"ended_on": end} if theme.form in ("HT2", "HT3") else {}
            found |= {"report_number": f"{number:02d}/BC-ĐGS", "reported_on": end + timedelta(days=self._slow(number)),
                      "strengths": "Các đơn vị được giám sát chuẩn bị báo cáo đầy đủ, công khai số liệu theo yêu cầu.",
                      "weaknesses": "Một số nơi chưa niêm yết kết quả; hồ sơ lưu chưa đủ; dân ít được hỏi ý kiến.",
                      "causes": "Cán bộ kiêm nhiệm, thay đổi nhiều; hướng dẫn của cấp trên chưa kịp thời."}  # fmt: skip
        if theme.stage >= RECOMMENDED and theme.asked:
            found |= {"letter_number": f"{60 + number}/MTTQ-BTT", "recommended_on": held + timedelta(days=24)}
        return found

    @staticmethod
    def _slow(number: int) -> int:
        return 19 if number == 2 else 11

    def _on(self, held: date, by: int, theme: Theme) -> date:
        """A day before the first session, but never one to come."""
        return min(held + timedelta(days=by), self.today - timedelta(days=6 if theme.stage == DECIDED else 20))

    def _team(self, theme: Theme) -> list[PartRow]:
        if theme.stage < DECIDED or theme.form != "HT2":
            return []
        names = self.random.sample(_NAMES, len(_ROLES))
        return [
            self._row(SUPERVISION_MEMBER, {"name": name, "title": title, "role": role})
            for name, title, role in zip(names, _TITLES, _ROLES, strict=True)
        ]

    def _sessions(self, theme: Theme, held: date) -> list[PartRow]:
        if theme.stage < DECIDED or theme.form != "HT2":
            return []
        found = []
        for place, body in enumerate(theme.bodies):
            day = self.days.on_or_after(held + timedelta(days=3 * place))
            minutes = "Đoàn nghe báo cáo, hỏi, kết luận từng nội dung theo đề cương." if day < self.today else None
            found.append(self._row(SUPERVISION_SESSION, {
                "held_on": day, "held_at": "08:00", "place": f"Trụ sở {body}", "body": body, "minutes": minutes}))
        return found  # fmt: skip

    def _asked(self, theme: Theme, held: date, number: int) -> list[PartRow]:
        if theme.stage < RECOMMENDED:
            return []
        sent = held + timedelta(days=24)
        return [
            self._row(RECOMMENDATION, {"source": "GS", "content": content, "authority_id": self._body(body),
                                       **self._outcome(state, sent, f"{60 + number}/MTTQ-BTT")})
            for content, body, state in theme.asked
        ]  # fmt: skip

    def _outcome(self, state: str, sent: date, number: str) -> dict[str, Any]:
        """Days and result of a recommendation by how it stands."""
        found: dict[str, Any] = {"result": "CHUA"}
        if state == "draft":
            return found
        if state == "waiting":
            sent = min(self.days.on_or_after(self.today - timedelta(days=26)), self.today)
        found |= {"letter_number": number, "sent_on": sent}
        answered = {"done": ("XONG", "Đã thực hiện xong, có báo cáo kèm theo."),
                    "answered": ("DANG", "Đang chỉ đạo thực hiện, sẽ báo cáo khi có kết quả."),
                    "declined": ("KTT", "Không thể thực hiện như kiến nghị.")}  # fmt: skip
        if state in answered:
            result, words = answered[state]
            day = min(sent + timedelta(days=self.random.randint(8, 34)), self.today - timedelta(days=2))
            found |= {"result": result, "answered_on": day, "answer": words, "updated_on": day,
                      "answer_number": f"{self.random.randint(120, 980)}/TL-VP"}  # fmt: skip
        if state == "declined":
            found["explanation"] = "Nội dung do Trung ương quy định, tỉnh không có thẩm quyền bãi bỏ."
        return found

    def _urge(self, owner: int, theme: Theme) -> list[int]:
        """One or two reminders of what is marked as urged; the second was told above."""
        part = SUPERVISION.part(RECOMMENDATION.name)
        ids = part_ids(self.writing.session, part, owner)
        wanted = [i for i, (_, _, state) in zip(ids, theme.asked, strict=False) if state == "reminded"]
        for ident in wanted:
            for times, ago in ((1, 70), (2, 30)):
                day = self.days.on_or_after(self.today - timedelta(days=ago))
                values = {"recommendation_id": ident, "round": times, "day": day, "number": f"{90 + times}/MTTQ-BTT",
                          "new_due_on": self.days.on_or_after(day + timedelta(days=15)), "position": times}  # fmt: skip
                draft = checked(RECOMMENDATION_REMINDER, values, self.vocabulary)
                keep(self.writing, draft, self.vocabulary)
        return wanted

    def people(self) -> None:
        """Figures of a part of the communes for the last two quarters that are over."""
        last = Period.quarter_of(self.today).previous()
        communes = [u for u in self.vocabulary.units.entries if u.level == "commune" and u.valid(last.end)]
        for period in (last.previous(), last):
            for unit in communes:
                if self.random.random() < _SHARE:
                    self._keep(PEOPLE_SUPERVISION, self._figures(int(unit.key), period))

    def _figures(self, unit: int, period: Period) -> dict[str, Any]:
        times = self.random.randint(1, 6)
        found = self.random.random() < 0.2
        return {
            "unit_id": unit, "period": period.code, "times": times, "cases": self.random.randint(1, 2) if found else 0,
            "money": self.random.randrange(2, 60) * 500_000 if found else None,
            "recommended": self.random.randint(0, times),
        }  # fmt: skip

    def _row(self, kind: Kind[Any], values: Mapping[str, Any]) -> PartRow:
        return PartRow(checked(kind, values, self.vocabulary))

    def _keep(self, kind: Kind[Any], values: Mapping[str, Any]) -> int:
        return keep(self.writing, checked(kind, values, self.vocabulary), self.vocabulary)

    def _organisation(self, code: str) -> int:
        return int(self.vocabulary.target("organisation").by_code[code][0].key)

    def _body(self, name: str) -> int:
        """The body of that name, in office on the day or not any more."""
        lookup = self.vocabulary.target("authority")
        found: Sequence[Any] = lookup.find(name, self.today) or lookup.find(name)
        return int(found[0].key)
