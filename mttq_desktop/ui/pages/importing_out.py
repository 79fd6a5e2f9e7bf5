"""What goes back to the senders: copies with the bad cells marked, template workbooks; and words about undoing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from mttq_desktop.queries.importing import brought_in
from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import Undone
from mttq_desktop.services.tables import meant_by
from mttq_desktop.services.work import Progress
from mttq_desktop.text.names import safe_file_name
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.importing_ask import TemplateDialog
from mttq_desktop.ui.pages.importing_state import Loaded
from mttq_desktop.ui.pages.rows_dialog import show_rows
from mttq_desktop.ui.widgets.dialogs import choose_folder, choose_save

EXCEL = (("Bảng tính Excel", "*.xlsx"),)


def marked_copy(page: QWidget, context: Context, source: int | Path, name: str) -> None:
    """Ask where, and write the sender's own workbook with bad cells marked."""
    proposed = Path.home() / _marked_name(name)
    if (target := choose_save(page, "Lưu tệp đánh dấu để gửi lại", proposed, EXCEL)) is not None:
        write_marked(context, source, target)


def write_marked(context: Context, source: int | Path, target: Path) -> None:
    """Write the marked copy in the background."""
    database = context.database

    def work(progress: Progress) -> Path:
        from mttq_desktop.services.marking import write_marked_copy

        write_marked_copy(database, source, target, progress)
        return target

    context.jobs.do("Làm tệp đánh dấu", work, _told(context, "Đã lưu tệp đánh dấu"), context.shell.explain)


def offer_marked(button: QPushButton, files: Sequence[Loaded], at_hand: bool) -> None:
    """Once everything is written: how many files have something to go back."""
    count = sum(f.faulty > 0 for f in files)
    button.setText(f"Lưu {whole(count)} tệp đánh dấu…")
    button.setVisible(at_hand and count > 0)


def marked_copies(page: QWidget, context: Context, files: Sequence[Loaded]) -> None:
    """Ask for a folder, and write a marked copy of every file that has something to send back."""
    if (folder := choose_folder(page, "Chọn thư mục để các tệp đánh dấu")) is not None:
        wanted = [(f.result.batch if f.result and f.result.batch else f.path, f.path) for f in files if f.faulty]
        write_all_marked(context, [(source, folder / _marked_name(path.name)) for source, path in wanted])


def write_all_marked(context: Context, wanted: Sequence[tuple[int | Path, Path]]) -> None:
    """Write several marked copies in the background."""
    database = context.database

    def work(progress: Progress) -> Path:
        from mttq_desktop.services.marking import write_marked_copy

        for number, (source, target) in enumerate(wanted):
            progress.report(number, len(wanted), f"Đang làm {target.name}")
            write_marked_copy(database, source, target, progress)
        return wanted[0][1].parent

    said = f"Đã lưu {whole(len(wanted))} tệp đánh dấu"
    context.jobs.do("Làm tệp đánh dấu", work, _told(context, said), context.shell.explain)


def show_batch(page: QWidget, context: Context, batch: int, name: str, kind_name: str) -> None:
    """The records that a file brought in, each on the page of its own kind."""
    kind, _ = meant_by(kind_name)
    assert kind is not None
    with context.database.reading() as session:
        ids = brought_in(session, kind, batch)
    show_rows(context, f"Từ tệp “{name}”", ids, page, kind)


def ask_template(page: QWidget, context: Context, units: Sequence[int], period: Period) -> None:
    """Ask for which kind of table, then where."""
    dialog = TemplateDialog(", ".join(map(context.vocabulary.units.label, units[:4])) or "để trống", page)
    dialog.accepted.connect(lambda: templates(page, context, dialog.kind_box.kind, units, period))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def templates(page: QWidget, context: Context, kind: Kind[Any], units: Sequence[int], period: Period) -> None:
    """Ask where, and write a template workbook for each unit (one without a unit when none is chosen)."""
    if len(units) <= 1:
        name = context.vocabulary.units.label(units[0]) if units else "các đơn vị"
        proposed = Path.home() / _template_name(kind, name, period)
        if (target := choose_save(page, "Lưu tệp mẫu", proposed, EXCEL)) is not None:
            write_templates(context, kind, [(units[0] if units else None, target)], period)
    elif (folder := choose_folder(page, "Chọn thư mục để các tệp mẫu")) is not None:
        labels = context.vocabulary.units.label
        write_templates(context, kind, [(u, folder / _template_name(kind, labels(u), period)) for u in units], period)


def write_templates(
    context: Context, kind: Kind[Any], wanted: Sequence[tuple[int | None, Path]], period: Period
) -> None:
    """Write template workbooks in the background."""
    database, units = context.database, context.vocabulary.units.by_key

    def work(progress: Progress) -> Path:
        from mttq_desktop.services.templates import write_template

        for number, (unit, target) in enumerate(wanted):
            progress.report(number, len(wanted), f"Đang làm {target.name}")
            code = units[unit].code if unit is not None else ""
            write_template(database, kind.name, target, unit_code=code, period=period.code)
        return wanted[0][1] if len(wanted) == 1 else wanted[0][1].parent

    said = "Đã lưu tệp mẫu" if len(wanted) == 1 else f"Đã lưu {whole(len(wanted))} tệp mẫu"
    context.jobs.do("Làm tệp mẫu", work, _told(context, said), context.shell.explain)


def _marked_name(name: str) -> str:
    return f"{Path(name).stem} (đánh dấu lỗi).xlsx"


def _template_name(kind: Kind[Any], name: str, period: Period) -> str:
    return safe_file_name(f"Mẫu {kind.title.lower()} {name} {period.code}") + ".xlsx"


def _told(context: Context, words: str) -> Callable[[Path], object]:
    def told(path: Path) -> None:
        context.shell.toast(f"{words}: {path}")

    return told


def _kept_words(names: Sequence[str], why: str) -> str:
    return f"Giữ lại {whole(len(names))} hồ sơ {why}: {', '.join(names[:8])}{' …' if len(names) > 8 else ''}."


def undone_words(done: Undone) -> tuple[str, str]:
    """What undoing did, in three parts."""
    parts = []
    if done.kept:
        parts.append(_kept_words(done.kept, "đã được sửa sau khi nhập"))
    if done.used:
        parts.append(_kept_words(done.used, "đã có công văn, trả lời hoặc hồ sơ khác gắn vào"))
    if done.failed:
        named = "; ".join(done.failed[:4]) + ("; …" if len(done.failed) > 4 else "")
        many = f"Không trả lại được {whole(len(done.failed))} hồ sơ, vẫn như tệp ghi"
        parts.append(f"{many}: {named}. Mở từng hồ sơ để sửa tay.")
    if not parts:
        parts.append("Không còn gì của tệp này trong sổ.")
    return f"Đã hoàn tác {whole(done.reversed)} hồ sơ.", "\n".join(parts)
