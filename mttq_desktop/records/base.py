"""What every record carries, and the one helper that turns a field into a column."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, overload

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    event,
    text,
)  # fmt: skip
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine
from typing_extensions import dataclass_transform

from mttq_desktop.fields import Field, Money
from mttq_desktop.records.uids import new_uid

V = TypeVar("V")
THOUSANDTHS = 1_000


class Thousandths(TypeDecorator[Decimal]):
    """An amount with three decimals, kept as a whole number: SQLite's own numbers would round sums."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[Any]:
        """What records hold."""
        return Decimal

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Into the data file."""
        return None if value is None else int(value * THOUSANDTHS)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Out of the data file."""
        return None if value is None else Decimal(value) / THOUSANDTHS


_SQL: dict[type, Callable[[], TypeEngine[Any]]] = {
    str: Text, int: Integer, bool: Boolean, date: Date, Decimal: Thousandths,
}  # fmt: skip
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


SPARSE = {"sparse": True}
"""Marks a column that most rows leave empty: its index holds only the rows that do not, and saves pass it by."""


@event.listens_for(Index, "after_parent_attach")
def _leave_out_the_empty(index: Index, table: Any) -> None:
    columns = list(index.columns)
    if len(columns) == 1 and columns[0].info.get("sparse"):
        index.dialect_options["sqlite"]["where"] = text(f"{columns[0].name} IS NOT NULL")


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """The declarative base; every mapped class is a keyword-only dataclass."""

    metadata = MetaData(naming_convention=NAMING)


@overload
def shown(
    field: Field[V], *, default: None, index: bool = False, foreign: str | None = None
) -> MappedColumn[V | None]: ...
@overload
def shown(
    field: Field[V], *, default: V = ..., index: bool = False, foreign: str | None = None
) -> MappedColumn[V]: ...
def shown(field: Field[V], *, default: Any = ..., index: bool = False, foreign: str | None = None) -> Any:
    """A column people see. Required means `Mapped[X]` without `| None`: one truth (ARCHITECTURE)."""

    sql = BigInteger() if isinstance(field, Money) else _SQL[field.stored]()
    keys = [ForeignKey(foreign)] if foreign else []
    given: dict[str, Any] = {} if default is ... else {"default": default}
    return mapped_column(sql, *keys, index=index or None, info={"field": field}, **given)


@dataclass_transform(kw_only_default=True, field_specifiers=(shown, mapped_column))
class Record(Base):
    """What is hard to add later: identity, revision, the acts behind it, trash and provenance.

    `made_by` and `changed_by` are acts; `import_*` say which file, sheet and Excel row it came from;
    `folded` is the toneless text that the search index reads.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True, init=False, sort_order=-20)
    uid: Mapped[str] = mapped_column(Text, unique=True, default_factory=new_uid, sort_order=-19)
    revision: Mapped[int] = mapped_column(Integer, default=1, sort_order=-18)
    made_by: Mapped[int | None] = mapped_column(Integer, default=None, index=True, sort_order=-17)
    changed_by: Mapped[int | None] = mapped_column(Integer, default=None, sort_order=-16)
    deleted_on: Mapped[datetime | None] = mapped_column(default=None, sort_order=-15)
    import_batch: Mapped[int | None] = mapped_column(
        Integer, default=None, index=True, info=SPARSE, sort_order=90
    )
    import_sheet: Mapped[str | None] = mapped_column(Text, default=None, sort_order=91)
    import_row: Mapped[int | None] = mapped_column(Integer, default=None, sort_order=92)
    folded: Mapped[str] = mapped_column(Text, default="", sort_order=99, repr=False)


CARRIED = (
    "id", "uid", "revision", "made_by", "changed_by", "deleted_on", "import_batch", "import_sheet", "import_row",
    "folded",
)  # fmt: skip
