"""Views of a list: what each keeps, what it says when empty, and views a person saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mttq_desktop.fields import Key
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import home_of
from mttq_desktop.services.views import SavedList

_NOTHING = ("khong co gia tri nao",)
"""A value no record has: two conditions that exclude each other keep nothing."""


def _as_it_is(where: Filter) -> Filter:
    return where


@dataclass(frozen=True, slots=True)
class ListView:
    """One pill above a list. `title` and `hint` of an empty view say what belongs there and how to begin."""

    key: str
    title: str
    narrow: Callable[[Filter], Filter] = _as_it_is
    empty: str = "Chưa có gì ở đây"
    hint: str = ""
    urgent: bool = False


def also(where: Filter, name: str, *values: Key | None) -> Filter:
    """The filter with one more condition; a condition on the same field is narrowed, not replaced."""
    given = where.equals.get(name)
    kept = values if given is None else tuple(v for v in values if v in given) or _NOTHING
    return replace(where, equals={**where.equals, name: kept})


def everything(kind: Kind[Any]) -> ListView:
    """All records of the kind."""
    return ListView("all", "Tất cả", empty=f"Chưa có {kind.one} nào", hint=how_to_add(kind) or "Nhấn Ctrl+N để thêm.")


def how_to_add(kind: Kind[Any]) -> str:
    """Where a kind is written that has no form of its own; an empty word for one that has."""
    home = home_of(kind)
    if home is None:
        return ""
    owner, part = home
    return f"Mở {owner.one}, thêm ở thẻ “{part.title or part.kind.title}”."


TRASH = ListView(
    "trash", "Thùng rác", lambda where: replace(where, trash=True), "Thùng rác trống",
    "Hồ sơ bị xóa nằm ở đây và lấy lại được bất cứ lúc nào.",
)  # fmt: skip


def saved_key(view: SavedList) -> str:
    """Key of the pill of a saved view."""
    return f"saved/{view.id}"


def saved_filter(view: SavedList, views: Mapping[str, ListView], base: Filter) -> Filter:
    """What a saved view keeps, on the period and day of `base`."""
    content = view.content
    equals = {name: tuple(values) for name, values in content.get("equals", {}).items()}
    period = None if content.get("every_period") or "period" in equals else base.period
    where = replace(base, equals=equals, text=content.get("words", ""), period=period)
    built_in = views.get(content.get("view", ""))
    return built_in.narrow(where) if built_in else where
