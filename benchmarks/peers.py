"""The peers' own way of taking in a workbook, each in its usual form; run inside the peers' environment.

`python -m benchmarks.peers pandas-calamine|pandas-openpyxl|django WORKBOOK` prints a Run.
pandas checks nothing and makes no index; django-import-export does a dry run, then the import.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import seconds, tell


def pandas(workbook: Path, store: Path, engine: str) -> int:
    """read_excel and to_sql."""
    import pandas as pd
    import sqlalchemy

    frame = pd.read_excel(workbook, engine=engine)
    target = sqlalchemy.create_engine(f"sqlite:///{store}")
    frame.to_sql("petition", target, index=False)
    target.dispose()
    return len(frame)


def django(workbook: Path, store: Path) -> int:
    """A ModelResource over one model with the workbook's columns as text, keyed by the sender's number."""
    import tablib

    resource = django_resource(workbook, store)
    dataset = tablib.Dataset().load(workbook.read_bytes(), format="xlsx")
    for dry_run in (True, False):
        result = resource.import_data(dataset, dry_run=dry_run, raise_errors=True)
    return int(result.totals["new"])


def django_resource(workbook: Path, store: Path) -> Any:
    """Django set up around one file, its table made, and the resource for it."""
    import django as framework
    from django.conf import settings

    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(store)}
    settings.configure(DATABASES={"default": database}, INSTALLED_APPS=["import_export"])
    framework.setup()
    from django.db import connection, models
    from import_export import resources

    heads = headings(workbook)
    columns = {head: models.TextField(null=True, db_column=f"c{n}") for n, head in enumerate(heads)}
    names = {**columns, "__module__": __name__, "Meta": meta(app_label="import_export")}
    model = type("Petition", (models.Model,), names)
    with connection.schema_editor() as editor:
        editor.create_model(model)
    options = meta(model=model, import_id_fields=(heads[0],), fields=tuple(heads))
    return type("PetitionResource", (resources.ModelResource,), {"Meta": options})()


def headings(workbook: Path) -> list[str]:
    """The first row of the workbook."""
    from openpyxl import load_workbook

    book = load_workbook(workbook, read_only=True)
    return [str(cell) for cell in next(book.worksheets[0].iter_rows(values_only=True))]


def meta(**names: object) -> type:
    """A `class Meta` with these names."""
    return type("Meta", (), names)


PEERS = {
    "pandas-calamine": lambda workbook, store: pandas(workbook, store, "calamine"),
    "pandas-openpyxl": lambda workbook, store: pandas(workbook, store, "openpyxl"),
    "django": django,
}


def main(name: str, workbook: str) -> None:
    """Warm the imports with nothing measured, then measure the whole job once."""
    rows = 0

    def job() -> None:
        nonlocal rows
        rows = PEERS[name](Path(workbook), Path(folder) / "store.sqlite3")

    import_all(name)
    with tempfile.TemporaryDirectory() as folder:
        taken = seconds(job)
    tell(taken, rows)


def import_all(name: str) -> None:
    """Imports are start-up, not work."""
    import openpyxl
    import sqlalchemy

    loaded = [openpyxl, sqlalchemy]
    if name == "django":
        import django as framework
        import tablib

        loaded += [framework, tablib]
    else:
        import pandas as pd
        import python_calamine

        loaded += [pd, python_calamine]


if __name__ == "__main__":
    main(*sys.argv[1:])
