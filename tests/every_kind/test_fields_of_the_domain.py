"""Every field, code, deadline and indicator that the programme's records need has its place in ours.

The left side are the names of the domain's list of fields (299 of them, beside the checkout; a clone without it
still checks that the places named here exist), the right side where a record of ours keeps it: a column or
many-to-many field, "part.column", "part" for rows of their own; "~" begins what is worked out or kept otherwise.
"""

import csv
from pathlib import Path
from typing import Any

import pytest

from mttq_desktop import paths
from mttq_desktop.records import attachments, office
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.petitions import Feedback, Forwarding, Reminder, Reply
from mttq_desktop.records.register import EVERY_KIND

KINDS: dict[str, Kind[Any]] = {k.name: k for k in EVERY_KIND}
TABLES = {
    t.__tablename__: {c.name for c in t.__table__.columns}
    for t in (Forwarding, Reminder, Reply, Feedback, office.ImportBatch, office.Letter, attachments.Attachment)
}
FILES = "~attachment: a file is dropped on any record"
PLACES = {
    "organisation": ("org", """
        code=code ten_day_du=full_name ten_viet_tat=short_name ky_hieu=letters dong_ky_1=sign_prefix
        dong_ky_ten=sign_lines hieu_luc_tu=valid_from hieu_luc_den=valid_to""",
        {"cap": "~level: bodies of the province; below it the unit beside the body says the level"}),
    "person": ("person", """
        ho_ten=name chuc_vu=title to_chuc=organisation_id quyen_ky=signs tu_ngay=valid_from den_ngay=valid_to""", {}),
    "authority": ("authority", """
        ten=name viet_tat=aliases cap=level don_vi=unit_id han_tra_loi=reply_days hieu_luc=valid_from""", {}),
    "petition_batch": ("petition_batch", """
        don_vi_gui=sender_unit_id ky=period so_van_ban=number ngay_van_ban=day ngay_nhan=received_on""",
        {"tep": FILES, "tinh_trang": "~board: sent, late, nothing to send, missing follow from days"}),
    "petition": ("petition", """
        ma=number noi_dung=content tom_tat=summary don_vi_gui=sender_unit_id dia_ban=commune_id chu_the=subject
        nguoi_kien_nghi=petitioners nguon=source ky=period ngay_tiep_nhan=received_on linh_vuc=field
        cap_tham_quyen=level co_quan=authorities muc_do=severity so_ho=people kien_nghi_goc=merged_into_id
        trang_thai=state ky_truoc=repeated_from_id ghi_chu=note""",
        {"noi_dung_goc": "~history: every change keeps what stood before",
         "ket_qua": "~reply: the class of the answers, the least favourable of several"}),
    "forwarding": ("petition_forward", """
        petition=petition_id co_quan=authority_id so_van_ban=number ngay=day han_tra_loi=due_on lan=round""", {}),
    "reminder": ("petition_reminder", "so_van_ban=number ngay=day lan=round han_moi=new_due_on", {}),
    "reply": ("petition_reply", """
        so_van_ban=number ngay=day nguoi_ky=signer co_quan=authority_id noi_dung=content phan_loai=reply_class
        lo_trinh=schedule ngay_du_kien=expected_on danh_gia=assessment""", {"tep": FILES}),
    "feedback": ("petition_feedback", "to_chuc=organisation_id so_van_ban=number ngay=day y_kien_lai=opinion", {}),
    "supervision": ("supervision", """
        ma=number nam=year noi_dung=content linh_vuc=field hinh_thuc=form chu_tri=chair_id phoi_hop=partners cap=level
        doi_tuong=bodies pham_vi=scope thoi_ky=data_span thoi_gian_du_kien=timing can_cu=basis
        ke_hoach_so=plan_number quyet_dinh_so=decision_number gui_doi_tuong=notified_on nhan_bao_cao=body_reported_on
        ngay_ket_thuc=ended_on bao_cao_so=report_number thong_bao_kl=conclusion_number van_ban_kn=letter_number
        uu_diem=strengths han_che=weaknesses nguyen_nhan=causes kinh_phi=costs trang_thai=state""", {}),
    "supervision_member": ("supervision_member", "ho_ten=name chuc_vu=title vai_tro=role", {}),
    "supervision_session": ("supervision_session", """
        ngay_gio=held_on dia_diem=place doi_tuong=body thanh_phan=present bien_ban=minutes""", {}),
    "recommendation": ("recommendation", """
        nguon=source stt=number noi_dung=content co_quan=authority_id han=due_on van_ban_tra_loi=answer_number
        ket_qua=result ngay_cap_nhat=updated_on gs_tiep=again_on""", {}),
    "social_criticism": ("pbxh", """
        ten_du_thao=title loai_du_thao=draft_type co_quan_soan_thao=drafter_id cap_ban_hanh=issuer hinh_thuc=form
        chu_tri=chair_id phoi_hop=partners ngay_nhan=received_on ngay_trinh=submitted_on ngay_to_chuc=held_on
        so_luot_y_kien=opinions van_ban_pb=letter_number van_ban_tiep_thu=answer_number ket_qua=result
        van_ban_ban_hanh=issued""", {}),
    "criticism_opinion": ("pbxh_opinion", "dieu_khoan=article noi_dung=content nguoi=given_by tiep_thu=result", {}),
    "dialogue": ("dialogue", """
        chu_de=topic cap=level loai=type nguoi_chu_tri=chair don_vi_phoi_hop=partners doi_tuong=audience
        ngay_gio=held_on dia_diem=place hinh_thuc=mode ke_hoach_so=plan_number ngay_thong_bao=notified_on
        so_dai_bieu=people
        so_y_kien_truoc=asked_before so_y_kien=opinions so_tra_loi_ngay=answered_at_once
        thong_bao_kl=conclusion_number""", {}),
    "dialogue_item": ("dialogue_item", """
        nguoi_hoi=asked_by noi_dung=content linh_vuc=field co_quan=authority_id tra_loi=answer ket_luan=conclusion
        han=due_on ket_qua=outcome""", {}),
    "party_feedback_round": ("gopy_round", """
        nam=year doi_tuong=target don_vi=asked van_ban_lay_yk=request_number han=due_on bao_cao=report_number""", {}),
    "party_feedback_count": ("gopy_item", "don_vi=organisation_id loai=kind",
        {"noi_dung": "~opinions: counts alone; texts of opinions on leaders are not kept"}),
    "household": ("household", """
        ma_ho=code chu_ho=head gioi_tinh=gender nam_sinh=born cccd=id_number dia_chi=hamlet xa=commune_id
        nhan_khau=members dan_toc=ethnicity loai=type nguyen_nhan=cause thieu_hut=lacking nguyen_vong=wish
        to_chuc_giup=helper_id hoi_vien=member_of_id dang_ky=registered_year ket_qua=progress
        ngay_cong_nhan=decision_number""", {}),
    "household_support": ("household_support", """
        ngay=day loai=type so_luong=quantity tri_gia=value nguon=source don_vi=giver_id""", {}),
    "satisfaction_survey": ("ntm_survey", """
        cap=level mau_phieu=form don_vi=unit_id hinh_thuc=mode tu_ngay=starts_on den_ngay=ends_on tong_ho=households
        ho_chon=chosen phieu_phat=ballots_out phieu_thu=ballots_in phieu_hop_le=ballots_valid cong_khai=posted_from
        bao_cao=report_number""", {}),
    "survey_answer": ("ntm_answer", """
        cau=question hai_long=satisfied khong_hai_long=dissatisfied khong_y_kien=no_opinion ly_do=reasons""", {}),
    "campaign_item": ("campaign_item", """
        cuoc_van_dong=campaign noi_dung=content to_chuc=organisation_id dia_ban=unit_id chi_tieu=target ket_qua=result
        kinh_phi=funds ngay_cong=workdays dat_hien=land thoi_gian=timing""", {}),
    "vietnamese_goods_activity": ("hangviet", "hoat_dong=activity so_buoi=sessions so_nguoi=people doanh_thu=turnover",
                                  {}),
    "initiative": ("sangkien", """
        ten=title tac_gia=author to_chuc=organisation_id linh_vuc=field gia_tri=value cong_nhan=recognition""", {}),
    "communication": ("propaganda", """
        kenh=channel noi_dung=content don_vi=organisation_id so_cuoc=items so_luot=people lien_thong=shared_with
        duong_dan=link ngay=period""", {}),
    "joint_plan": ("joint_plan", "nam=year so_ky_hieu=number ngay_ky=signed_on cac_ben_ky=parties", {}),
    "joint_task": ("joint_task", """
        nhom=section_id noi_dung=content chu_tri=lead_id phoi_hop=partners thoi_gian=timing san_pham=product
        de_xuat_boi=proposed_by_id trang_thai=state ket_qua=result""", {}),
    "periodic_report": ("report", """
        don_vi=organisation_id ky=period so_ky_hieu=number ngay=day ngay_nhan=received_on phan_loi=report_text.body
        chi_tieu=report_figure.value phien_ban=version""", {}),
    "joint_meeting": ("joint_meeting", """
        loai=type ngay_gio=begins_at dia_diem=place thanh_phan=present chu_tri=chair thu_ky=secretary
        noi_dung=discussion ket_luan=resolution.content""", {}),
    "training": ("training", """
        ten=title loai=type to_chuc_chung=organisers ngay=starts_on dia_diem=place bao_cao_vien=speakers
        so_nguoi=training_attendance.people kinh_phi=costs""", {}),
    "joint_inspection": ("inspection", """
        ten=title quyet_dinh=decision_number doan=inspection_member.role don_vi=inspection_visit.unit_id
        uu_diem=strengths ton_tai=weaknesses kien_nghi=recommendation.content""", {}),
    "letter": ("document", "so_ky_hieu=number ngay=day trich_yeu=title lien_ket=about_id tep=file_name",
        {"chieu": "~out: papers issued; numbers and days of papers received stand in the record they answer",
         "co_quan": "~office: the body that uses the data file"}),
    "import_batch": ("import_batch", "tep=sha256 don_vi=sender_unit loai=kind ky=period anh_xa=mapping so_dong=counts",
                     {}),
    "import_row": ("import_row", "", {
        "dong_excel": "~import_row of every record, and outcomes of the batch", "goc": "~outcomes of the batch",
        "loi": "~outcomes of the batch", "ban_ghi": "~import_batch of every record",
    }),
}  # fmt: skip
"""Our kind or table: the domain's name, where its fields stand, and what is kept otherwise."""


def _columns(name: str) -> set[str]:
    kind = KINDS.get(name)
    if kind is None:
        return TABLES.get(name, set())
    return {c.name for c in kind.table.columns} | {p.name for p in kind.pairs}


def _fields(record: str) -> dict[str, str]:
    """Fields of the domain's record and their places."""
    name = next(ours for ours, (theirs, _, _) in PLACES.items() if theirs == record)
    _, places, others = PLACES[name]
    return dict(pair.split("=") for pair in places.split()) | others


@pytest.mark.parametrize("name", list(PLACES))
def test_places_named_here_exist(name: str) -> None:
    for place in _fields(PLACES[name][0]).values():
        if place.startswith("~"):
            continue
        part, _, column = place.rpartition(".")
        if part:
            assert part in {p.name for p in KINDS[name].parts}, (name, place)
        assert column in _columns(part or name), (name, place)


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_field_of_the_domain_has_its_place(shared: Path) -> None:
    wanted = _read(shared / "domain" / "data", "fields.csv")
    assert len(wanted) == 299
    missing = [(row["record"], row["field"]) for row in wanted if row["field"] not in _fields(row["record"])]
    assert missing == []


def test_every_code_deadline_threshold_and_indicator_is_delivered(shared: Path) -> None:
    theirs, ours = shared / "domain" / "data", paths.resources() / "codes"
    codes = {(row["list"], row["code"]) for row in _read(ours, "code_lists.csv")}
    assert {(row["list"], row["code"]) for row in _read(theirs, "code_lists.csv")} <= codes
    rules = {row["code"]: row for row in _read(ours, "deadlines.csv")}
    for row in _read(theirs, "deadlines.csv"):
        assert row["key"] in rules
        if row["value"].isdigit() and row["unit"].startswith(("calendar", "working", "day,")):
            assert abs(int(rules[row["key"]]["days"])) == int(row["value"]), row["key"]
            assert rules[row["key"]]["working"] == str(int(not row["unit"].startswith("calendar"))), row["key"]
    indicators = {row["code"].partition(".")[0] for row in _read(ours, "indicators.csv")}
    assert {row["code"] for row in _read(theirs, "report_indicators.csv")} <= indicators
    assert len(_read(ours, "thresholds.csv")) >= len(_read(theirs, "ntm_thresholds.csv"))
