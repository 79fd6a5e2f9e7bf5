"""A table of figures written to a workbook: where to, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from mttq_desktop import paths
from mttq_desktop.services.plain_tables import PlainTable, write_table
from mttq_desktop.text.names import safe_file_name
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.widgets.dialogs import choose_save


def export_button(page: Page, context: Context, table: Callable[[], PlainTable]) -> Button:
    """The button "Xuất Excel…" of a page that shows a table."""
    return Button("Xuất Excel…", act=lambda: export_table(page, context, table()))


def export_table(page: Page, context: Context, table: PlainTable) -> None:
    """Ask where to, then write."""
    folder = Path(context.settings.documents_folder or paths.documents_dir())
    name = f"{safe_file_name(table.title)} {context.today():%Y-%m-%d}.xlsx"
    target = choose_save(page, "Xuất bảng ra Excel", folder / name, (("Bảng tính Excel", "*.xlsx"),))
    if target is None:
        return
    shell = context.shell

    def done(rows: int) -> None:
        shell.toast(f"Đã xuất {whole(rows)} dòng ra {target.name}.")

    context.jobs.do(f"Xuất {table.title} ra Excel", lambda _: write_table(table, target), done, shell.explain)
