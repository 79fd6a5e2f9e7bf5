"""A list written to a workbook: where to, with or without personal data, and what came of it."""

from pathlib import Path
from typing import Any

from mttq_desktop import paths
from mttq_desktop.queries.listing import Filter, Sort
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.work import Progress
from mttq_desktop.text.names import safe_file_name
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.widgets.dialogs import choose_save


def personal_fields(kind: Kind[Any]) -> tuple[str, ...]:
    """Captions of fields that are left out of workbooks unless asked for."""
    return tuple(shown.field.label for shown in kind.shown.values() if shown.field.personal)


def ask_target(page: Page, context: Context) -> Path | None:
    """Where to write the workbook."""
    name = f"{safe_file_name(page.title)} {context.today():%Y-%m-%d}.xlsx"
    folder = Path(context.settings.documents_folder or paths.documents_dir())
    return choose_save(page, "Xuất danh sách ra Excel", folder / name, (("Bảng tính Excel", "*.xlsx"),))


def export(
    context: Context, kind: Kind[Any], where: Filter, sort: Sort, target: Path, *, personal: bool = False
) -> None:
    """Write the rows in their order, with progress."""
    database, shell = context.database, context.shell

    def work(progress: Progress) -> int:
        from mttq_desktop.services.exporting import export_kind

        return export_kind(database, kind, where, target, sort=sort, personal=personal, progress=progress)

    def done(rows: int) -> None:
        left_out = "" if personal or not personal_fields(kind) else " Không kèm dữ liệu cá nhân."
        shell.toast(f"Đã xuất {whole(rows)} {kind.one} ra {target.name}.{left_out}")

    context.jobs.do(f"Xuất {kind.title} ra Excel", work, done, shell.explain)
