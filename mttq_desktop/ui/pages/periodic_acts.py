"""Dialogs of periodic reports: a report came, a report goes back with its reason."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mttq_desktop.queries.expected import Expected
from mttq_desktop.records.kind import Attribute, Shown, shown_of
from mttq_desktop.records.periodic import PeriodicReport
from mttq_desktop.services.periodic import Arrival, letter_of_return, receive, send_back
from mttq_desktop.text.dates import short
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.act_dialog import FormDialog
from mttq_desktop.ui.pages.undoing import Work


def _asked(*wanted: tuple[Attribute, bool]) -> tuple[Shown, ...]:
    return tuple(Shown(a.key, shown_of(a).field, required) for a, required in wanted)


_ARRIVAL = _asked((PeriodicReport.received_on, True), (PeriodicReport.number, False), (PeriodicReport.day, False),
                  (PeriodicReport.note, False))  # fmt: skip
_RETURN = _asked((PeriodicReport.returned_on, True), (PeriodicReport.returned_reason, True))


class ReceiveDialog(FormDialog):
    """The report of one sender came; sent again, it is a new version."""

    def __init__(self, context: Context, sender: Expected, parent: QWidget) -> None:
        self.from_ = sender
        again = sender.latest is not None and sender.latest.received_on is not None
        said = f"{sender.name}, {sender.period.label}; hạn gửi {short(sender.due_on)}."
        more = f" Đây là lần gửi {len(sender.versions) + 1}; số liệu lần trước được chép sang để sửa." if again else ""
        super().__init__(context, "Nhận báo cáo", said + more, "Nhận", parent, _ARRIVAL)
        self.form.set_values({"received_on": short(context.today())})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Keep the arrival."""
        values = self.values()
        if values is None:
            return None
        arrival = Arrival(values["received_on"], values["number"], values["day"], values["note"])
        database, sender = self.context.database, self.from_

        def work() -> str:
            receive(database, sender, arrival)
            return f"Đã nhận báo cáo {sender.period.label} của {sender.name}"

        return work


class SendBackDialog(FormDialog):
    """Back to the sender with the reason, and the words to send along."""

    def __init__(self, context: Context, report_id: int, sender: str, parent: QWidget) -> None:
        self.report_id, self.from_ = report_id, sender
        about = f"{sender} gửi lại bản đã bổ sung, chỉnh sửa; lần gửi này vẫn được giữ."
        super().__init__(context, "Trả lại báo cáo", about, "Trả lại", parent, _RETURN)
        self.form.set_values({"returned_on": short(context.today())})
        self.words = Button("Chép lời trả lại", icon=Icon.COPY, act=self.copy_words)
        self.words.setToolTip("Lời gửi kèm, có lý do đã ghi, để dán vào thư hoặc công văn")
        self.foot.insertWidget(0, self.words)
        self.form.editor("returned_reason").setFocus()

    def copy_words(self) -> None:
        """The letter's text, with what was typed, into the clipboard."""
        values = self.values()
        if values is None:
            return
        with self.context.database.reading() as session:
            text = letter_of_return(session, self.report_id, values["returned_reason"], values["returned_on"])
        QGuiApplication.clipboard().setText(text)
        self.words.setText("Đã chép")

    def work(self) -> Work | None:
        """Return it."""
        values = self.values()
        if values is None:
            return None
        database, report, sender = self.context.database, self.report_id, self.from_

        def work() -> str:
            send_back(database, report, values["returned_reason"], values["returned_on"])
            return f"Đã trả lại báo cáo của {sender}"

        return work
