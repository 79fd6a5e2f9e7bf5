"""Of which kind a table is, where captions, titles and names leave a doubt or say different things."""

from collections.abc import Iterator, Sequence

from mttq_desktop.excel.asking import KIND, Answer, Answers, Question
from mttq_desktop.excel.finding import Table
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.text.fold import fold

_CODE = "unsure_kind"


def doubts(table: Table, sheet: str, file: str, specs: Sequence[TableSpec]) -> Iterator[Question]:
    """A question where another kind fits as well, where a name says another, or where only captions speak."""
    if named := _named_otherwise(table, sheet, file, specs):
        yield named
    elif table.rivals and not table.answered:
        kinds = tuple(Answer(s.kind, s.title) for s in (table.spec, *table.rivals))
        yield Question(KIND, _CODE, "Bảng này là bảng gì?", kinds)
    elif table.named <= 0 and not table.answered and not _says_kind(table, (sheet, file)):
        answer = Answer(table.spec.kind, table.spec.title, ("các tên cột giống",))
        yield Question(KIND, _CODE, "Bảng này là bảng gì?", (answer,))


def answered_before(question: Question, table: Table, answers: Answers) -> bool:
    """True when an earlier file said the same, and the answer was this kind."""
    return bool(question.sign) and answers.before.get(question.sign) == table.spec.kind


def _named_otherwise(table: Table, sheet: str, file: str, specs: Sequence[TableSpec]) -> Question | None:
    """The file's or sheet's name tells another kind and not this one."""
    own = table.spec
    for name, words in ((file, "tên tệp ghi"), (sheet, "tên trang ghi")):
        if _names(own, name):
            continue
        other = next((s for s in specs if s.guessed and s.kind != own.kind and _names(s, name)), None)
        if other is not None:
            speaks = "tiêu đề và tên cột là của" if table.named > 0 else "các tên cột giống"
            answers = (Answer(own.kind, own.title, (speaks,)), Answer(other.kind, other.title, (words,)))
            return Question(KIND, _CODE, "Bảng này là bảng gì?", answers, None, f"{KIND} {own.kind} name={other.kind}")
    return None


def _names(spec: TableSpec, name: str) -> bool:
    return any(f" {fold(w)} " in f" {_plain(name)} " for w in spec.title_words)


def _says_kind(table: Table, names: Sequence[str]) -> bool:
    """True when a caption, or the name of the sheet or file, says a word of the kind's title."""
    words = [fold(w) for w in table.spec.title_words]
    said = [fold(" ".join(path)) for path in table.header.paths.values()] + [_plain(n) for n in names]
    return any(f" {w} " in f" {text} " for w in words for text in said)


def _plain(name: str) -> str:
    return fold(name.replace("_", " ").replace(".", " "))
