"""Invented letters and reports, one of each document about petitions."""

from dataclasses import replace
from datetime import date, timedelta

from mttq_desktop.paths import resources
from mttq_desktop.word.common import Issue
from mttq_desktop.word.figures import NOT_APPLICABLE
from mttq_desktop.word.model import (
    Align,
    Bar,
    Bullets,
    Column,
    Document,
    GroupRow,
    Head,
    Heading,
    Paragraph,
    Part,
    Recipients,
    Run,
    Signature,
    SignatureGrid,
    Table,
    TableRow,
    Title,
    Urgency,
    with_end_mark,
)
from mttq_desktop.word.office import Office, Signer
from mttq_desktop.word.petitions import (
    d04_quarterly as d04,
)
from mttq_desktop.word.petitions import (
    d05_forwarding as d05,
)
from mttq_desktop.word.petitions import (
    d06_reminder as d06,
)
from mttq_desktop.word.petitions import (
    d07_feedback as d07,
)
from mttq_desktop.word.petitions import (
    d08_supervision as d08,
)
from mttq_desktop.word.recommendations import d06k_reminder as d06k
from mttq_desktop.word.wording import Wording

MADE = date(2024, 4, 5)
SIGNER = Signer(
    authority=("TM. BAN THƯỜNG TRỰC",),
    title=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    name="Nguyễn Thị Mẫu",
)
OFFICE = Office(
    superior=("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG NAM"),
    issuer=("BAN THƯỜNG TRỰC",),
    place="Quảng Nam",
    code="MTTQ-BTT",
    full_name="Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Quảng Nam",
    area="tỉnh Quảng Nam",
    signer=SIGNER,
)
FIELD_GROUPS = (
    "Cơ chế, chính sách",
    "Kinh tế - Ngân sách",
    "Văn hóa - Xã hội",
    "Tư pháp",
    "ANQP & các vấn đề khác",
)
CONTENTS = (
    "Đề nghị tỉnh sớm đầu tư nâng cấp tuyến đường liên xã đoạn qua thôn Phú Trung, hiện mặt đường hư hỏng "
    "nặng, mùa mưa lầy lội, học sinh đi lại rất khó khăn.",
    "- Kiến nghị Sở TN&MT kiểm tra việc xả thải của cơ sở chế biến <A> tại cụm công nghiệp; phối hợp với "
    "Sở LĐ-TB&XH hỗ trợ các hộ bị ảnh hưởng.",
    "Đề nghị xem xét nâng mức hỗ trợ đối với người hoạt động không chuyên trách ở thôn, khối phố, vì mức "
    "hiện nay còn thấp so với khối lượng công việc được giao.",
    "Kiến nghị Trung ương sớm ban hành hướng dẫn về chính sách hỗ trợ nhà ở cho hộ nghèo, hộ cận nghèo "
    "khu vực miền núi.",
    "Đề nghị địa phương bố trí điểm tập kết rác thải và tăng số lần thu gom trong tuần.",
)
DISTRICTS = ("Huyện Phú Ninh", "Thành phố Tam Kỳ", "Huyện Thăng Bình", "Huyện Nam Giang", "Thị xã Điện Bàn")
SENDERS = ("Hội Nông dân tỉnh", "Liên đoàn Lao động tỉnh", "Hội Liên hiệp Phụ nữ tỉnh", "Tỉnh đoàn")
FIELDS = ("Giao thông", "Tài nguyên - Môi trường", "Chế độ, chính sách cán bộ cơ sở", None)
LEVELS = (d04.Level.PROVINCE, d04.Level.PROVINCE, d04.Level.PROVINCE, d04.Level.CENTRAL, d04.Level.COMMUNE)


def wording(**overrides: str) -> Wording:
    """The shipped words, with some of the office's own."""
    own = {key.replace("_", ".", 1): text for key, text in overrides.items()}
    return Wording.load(resources() / "word", own)


def issue(number: str, day: date | None, mark: str | None = None) -> Issue:
    """A paper of the invented office."""
    return Issue(OFFICE, number, day, mark)


def number(n: int) -> str:
    """KN-2024-Q1-0007"""
    return f"KN-2024-Q1-{n:04d}"


def petition(n: int) -> d04.QuarterPetition:
    """The n-th invented petition after merging."""
    return d04.QuarterPetition(
        number=number(n),
        content=CONTENTS[n % 5],
        sender=SENDERS[n % 4],
        district=DISTRICTS[n % 5],
        level=LEVELS[n % 5],
        field=FIELDS[n % 4],
        group=(1, 1, 0, 0, None)[n % 5],
    )


def quarterly(count: int = 12) -> d04.QuarterlyReport:
    """A quarterly report with every kind of figure: counted, nought, not applicable, not reported."""
    return d04.QuarterlyReport(
        issue=issue("05/BC-MTTQ-BTT", date(2024, 4, 5), "Số liệu ngày 05/4/2024 · a1b2c3d4"),
        period_label="Quý I/2024",
        sent=(*SENDERS, *DISTRICTS[:3]),
        not_sent=("Huyện Nam Giang", "Thị xã Điện Bàn"),
        nothing_to_send=("Tỉnh đoàn",),
        fields=(
            d04.FieldFigures("Giao thông", 5, 0, 4, 1, 0, 3),
            d04.FieldFigures("Tài nguyên - Môi trường", 4, 0, 3, 1, 0, 2),
            d04.FieldFigures("Chế độ, chính sách cán bộ cơ sở", 3, 2, 0, 0, 1, 0),
        ),
        fields_total=d04.FieldFigures("", 12, 2, 7, 2, 1, 5),
        senders=(
            d04.SenderFigures("Hội Nông dân tỉnh", 1234, 8, 6, 4, 2),
            d04.SenderFigures("Tỉnh đoàn", 0, 0, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE),
            d04.SenderFigures("Huyện Nam Giang", None, None, None, None, None),
        ),
        senders_total=d04.SenderFigures("", 1234, 12, 6, 4, 2),
        petitions=tuple(petition(n) for n in range(1, count + 1)),
        field_groups=FIELD_GROUPS,
        previous=d04.PreviousResults("Quý IV/2023", 120, 96, 60, 20, 10, 6, 24, 9, "Một số sở trả lời còn chậm."),
        situation="Đoàn viên, hội viên và Nhân dân đồng tình, tin tưởng vào sự lãnh đạo của Đảng.\n\n"
        "Tuy nhiên, dư luận còn băn khoăn về giá vật tư nông nghiệp và tình trạng thiếu nước sinh hoạt.",
        proposals="Đề nghị UBND tỉnh chỉ đạo các sở, ngành trả lời kiến nghị đúng hạn.",
        field_bars=(Bar(FIELD_GROUPS[0], (4, 2, 0, 1)), Bar(FIELD_GROUPS[1], (1, 3, 1, 0))),
    )


def forwarding(count: int = 6) -> d05.ForwardingLetter:
    """A forwarding letter with one due day."""
    items = tuple(
        d05.ForwardingItem(number(n), CONTENTS[n % 5], SENDERS[n % 4], DISTRICTS[n % 5], date(2024, 5, 6))
        for n in range(1, count + 1)
    )
    return d05.ForwardingLetter(issue("12/MTTQ-BTT", date(2024, 4, 5)), "Sở Giao thông vận tải", "Quý I/2024", items)


def reminder(count: int = 4, times: int = 2) -> d06.ReminderLetter:
    """The second reminder to the same authority."""
    items = tuple(
        d06.ReminderItem(number(n), CONTENTS[n % 5], "12/MTTQ-BTT", date(2024, 4, 5), date(2024, 5, 6), 14)
        for n in range(1, count + 1)
    )
    return d06.ReminderLetter(
        issue=issue("31/MTTQ-BTT", date(2024, 5, 20)),
        authority="Sở Giao thông vận tải",
        period_label="Quý I/2024",
        times=times,
        items=items,
        new_due_on=date(2024, 5, 20) + timedelta(days=14),
    )


def urging(count: int = 4, times: int = 2, above: str = "") -> d06k.RecommendationReminder:
    """The second reminder of recommendations to one authority."""
    items = tuple(
        d06k.UnansweredItem(
            f"KNGS-2024-{n:03d}", CONTENTS[n % 5], ("giám sát", "đối thoại")[n % 2], "21/MTTQ-BTT", date(2024, 3, 1),
            date(2024, 4, 1), 49,
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    paper = issue("34/MTTQ-BTT", date(2024, 5, 20))
    return d06k.RecommendationReminder(paper, "Sở Giáo dục và Đào tạo", times, items, date(2024, 6, 3), above)


def feedback(count: int = 5) -> d07.FeedbackNotice:
    """A notice to one organisation."""
    results = ("Đã giải quyết xong", "Đang xem xét, giải quyết", "Giải trình, cung cấp thông tin")
    items = tuple(
        d07.FeedbackItem(
            district=DISTRICTS[n % 5],
            number=number(n),
            content=CONTENTS[n % 5],
            authority="Sở Giao thông vận tải",
            reply="Tuyến đường đã được đưa vào kế hoạch đầu tư công trung hạn, dự kiến khởi công trong quý III.",
            reply_reference="412/SGTVT-KT, ngày 15/5/2024",
            result=results[n % 3],
        )
        for n in range(1, count + 1)
    )
    return d07.FeedbackNotice(issue("08/TB-MTTQ-BTT", date(2024, 6, 28)), "Hội Nông dân tỉnh", "Quý I/2024", items)


def supervision() -> d08.SupervisionReport:
    """A report on how petitions were settled by three authorities."""
    return d08.SupervisionReport(
        issue=issue("19/BC-MTTQ-BTT", date(2024, 7, 10)),
        period_label="6 tháng đầu năm 2024",
        authorities=(
            d08.AuthorityFigures("Sở Giao thông vận tải", 40, 20, 8, 2, 2, 8, 3, 32),
            d08.AuthorityFigures("Sở Tài nguyên và Môi trường", 35, 15, 10, 5, 0, 5, 0, 30),
            d08.AuthorityFigures("UBND huyện Thăng Bình", 0, 0, 0, 0, 0, 0, 0, 0),
        ),
        total=d08.AuthorityFigures("", 75, 35, 18, 7, 2, 13, 3, 62),
        petitions=68,
        remarks="Các sở, ngành đã quan tâm trả lời kiến nghị của Nhân dân.\nMột số kiến nghị trả lời còn chung chung.",
        proposals="- Đề nghị UBND tỉnh đưa kết quả trả lời kiến nghị vào tiêu chí thi đua.\n"
        "- Đề nghị Thường trực HĐND tỉnh phối hợp giám sát chuyên đề.",
    )


def documents() -> dict[str, Document]:
    """One document of each kind, by its name."""
    words = wording()
    return {
        "D04": d04.document(quarterly(), words),
        "D05": d05.document(forwarding(), words),
        "D06": d06.document(reminder(), words),
        "D06K": d06k.document(urging(), words),
        "D07": d07.document(feedback(), words),
        "D08": d08.document(supervision(), words),
    }


PARTIES = (
    ("TM. BAN THƯỜNG TRỰC", "ỦY BAN MTTQ VIỆT NAM", ("CHỦ TỊCH",), "Nguyễn Văn Một"),
    ("TM. BAN THƯỜNG VỤ", "LIÊN ĐOÀN LAO ĐỘNG", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần Văn Hai"),
    ("TM. BAN THƯỜNG VỤ", "HỘI NÔNG DÂN", ("CHỦ TỊCH",), "Lê Thị Ba"),
    ("TM. BAN THƯỜNG VỤ", "ĐOÀN TNCS HỒ CHÍ MINH", ("BÍ THƯ",), "Phạm Văn Bốn"),
    ("TM. BAN THƯỜNG VỤ", "HỘI LIÊN HIỆP PHỤ NỮ", ("CHỦ TỊCH",), "Võ Thị Năm"),
    ("TM. BAN THƯỜNG VỤ", "HỘI CỰU CHIẾN BINH", ("CHỦ TỊCH",), "Đặng Văn Sáu"),
)


def parties(count: int = 6) -> tuple[Signature, ...]:
    """The first of six invented leaders."""
    return tuple(
        Signature((authority,), title, name, (body, "TỈNH QUẢNG NAM"))
        for authority, body, title, name in PARTIES[:count]
    )


def joint(count: int = 6) -> Document:
    """A document several bodies sign, with every part a document can have."""
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Nội dung công việc", 70),
        Column("Chủ trì", 40, group="Đơn vị"),
        Column("Phối hợp", 40, group="Đơn vị"),
        Column("Kinh phí", 30, Align.RIGHT),
    )
    rows: list[TableRow] = [GroupRow("I. CẤP HUYỆN"), ("1", "Tập huấn chung", "MTTQ", "HND, LHPN", "1.200.000")]
    parts: tuple[Part, ...] = (
        Paragraph("Căn cứ Điều lệ Mặt trận Tổ quốc Việt Nam;", italic=True),
        Heading(1, "Nguyên tắc phối hợp"),
        Bullets(("Hiệp thương dân chủ;", "- Thống nhất hành động.")),
        Heading(1, "Nội dung phối hợp"),
        Heading(2, "Thông tin, tuyên truyền"),
        *(Heading(3, f"Nội dung {n}") for n in range(1, 7)),
        Heading(2, "Giám sát"),
        Heading(3, "Nội dung 1"),
        Table(columns, rows, total=("", "Tổng cộng", "", "", "1.200.000"), caption="Phân công"),
        Paragraph((Run("Ghi chú: ", bold=True), Run("các bên thống nhất thực hiện"))),
    )
    return Document(
        head=Head(
            superior=("ỦY BAN MTTQ VIỆT NAM VÀ CÁC TỔ CHỨC",),
            issuer=("CHÍNH TRỊ - XÃ HỘI TỈNH QUẢNG NAM",),
            number="01/CTPH-MTTQ-TCCTXH",
            place="Quảng Nam",
            day=date(2020, 1, 15),
            urgency=Urgency.EXPRESS,
        ),
        title=Title("Chương trình phối hợp", "Giữa Ủy ban MTTQ Việt Nam với các tổ chức chính trị - xã hội"),
        addressees=("Ban Thường vụ Tỉnh ủy", "Ủy ban nhân dân tỉnh"),
        parts=with_end_mark(parts),
        closing=SignatureGrid(parties(count)),
        recipients=Recipients(("BTT UBTWMTTQVN (b/cáo)", "Lưu: VT, VP, TC")),
    )


def crowded() -> Document:
    """The same with long names, offices and a long list below: more than a page holds."""
    signed = tuple(
        replace(p, title=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC KIÊM TRƯỞNG BAN TUYÊN GIÁO"),
                name=f"Công Tằng Tôn Nữ Thị Hoàng Ngọc Phương Thảo Nguyên {n}")
        for n, p in enumerate(parties(), 1)
    )  # fmt: skip
    below = Recipients((*(f"Ban Thường vụ huyện ủy thứ {n}" for n in range(1, 12)), "Lưu: VT"))
    return replace(joint(), closing=SignatureGrid(signed), recipients=below)
