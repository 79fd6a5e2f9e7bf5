"""Tuyên truyền: its lists and records, which partners used what again, counts by party and channel."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from mttq_desktop.fields import Link, UnitOf
from mttq_desktop.queries import campaigns
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.campaigns import COMMUNICATION, Communication
from mttq_desktop.records.kind import Shown
from mttq_desktop.services.campaigns import share
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import FormDialog, run
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.kind_look import Act, Look
from mttq_desktop.ui.pages.kind_page import member
from mttq_desktop.ui.pages.listing_views import ListView
from mttq_desktop.ui.pages.tally_page import TallyView, line_of, tally_member
from mttq_desktop.ui.pages.undoing import Work

TITLE = "Tuyên truyền"
HELP = "tuyen-truyen"
_SHARED = "shared_with"


class ShareDialog(FormDialog):
    """Partners that used the chosen pieces again; those written already stay."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        about = f"{whole(len(ids))} hoạt động tuyên truyền. Nơi đã ghi trước thì giữ nguyên; nơi thực hiện không tính."
        fields = (Shown(_SHARED, COMMUNICATION.field(_SHARED), True),)
        super().__init__(context, "Ghi đơn vị đăng lại (liên thông)", about, "Ghi", parent, fields)
        self.form.focus_first()

    def work(self) -> Work | None:
        """Add them."""
        values = self.values()
        if values is None:
            return None
        context, ids, partners = self.context, self.ids, values[_SHARED]

        def work() -> str:
            changed = share(context.database, ids, partners, context.vocabulary)
            return f"Đã ghi liên thông cho {whole(changed)} hoạt động"

        return work


def _shared(where: Filter) -> Filter:
    return replace(where, filled=(*where.filled, _SHARED))


def _alone(where: Filter) -> Filter:
    return replace(where, empty=(*where.empty, _SHARED))


COMMUNICATION_LOOK = Look(
    COMMUNICATION, help_page=HELP,
    views=(
        ListView("shared", "Đã liên thông", _shared, "Chưa có tin, bài nào được đơn vị khác đăng lại",
                 "Chọn các dòng rồi dùng “Ghi đơn vị đăng lại…”."),
        ListView("alone", "Chưa liên thông", _alone, "Mọi tin, bài đã được đăng lại",
                 "Tin, bài chưa đơn vị nào đăng lại hiện ở đây."),
    ),
    acts=(Act("share", "Ghi đơn vị đăng lại…", lambda c, w, ids: run(c, ShareDialog(c, ids, w)), several=True,
              strong=True),),
    summed=(("items", "cuộc, tin, bài"), ("people", "lượt người")),
)  # fmt: skip
_ORGANISATION = Link(label="Tổ chức", target="organisation")
TALLIES = (
    TallyView("by", "Theo tổ chức", COMMUNICATION, campaigns.news_by(Communication.organisation_id), _ORGANISATION),
    TallyView("units", "Theo đơn vị", COMMUNICATION, campaigns.news_by(Communication.unit_id), UnitOf(label="Đơn vị")),
    TallyView("channel", "Theo kênh", COMMUNICATION, campaigns.news_by(Communication.channel),
              line_of(Communication.channel)),
    TallyView("partners", "Nơi đăng lại", COMMUNICATION, campaigns.shared_by, _ORGANISATION),
)  # fmt: skip


def make(context: Context) -> FamilyPage:
    """The page of the window."""
    members = (
        member(context, COMMUNICATION_LOOK, "Tuyên truyền"),
        tally_member(context, "tally", "Bảng tổng hợp", TALLIES, HELP),
    )
    return FamilyPage(TITLE, members, HELP)
