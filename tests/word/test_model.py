"""The end mark stands after the last sentence, never after a table."""

from mttq_desktop.word.model import Bullets, Column, Heading, Paragraph, Part, Table, with_end_mark

TABLE = Table((Column("A", 10),), [("1",)])


def test_the_last_paragraph_is_marked_even_when_a_table_follows() -> None:
    parts: tuple[Part, ...] = (Paragraph("một"), Paragraph("hai"), TABLE)
    assert with_end_mark(parts) == (Paragraph("một"), Paragraph("hai", end_mark=True), TABLE)


def test_bullets_can_end_a_document() -> None:
    assert with_end_mark((Paragraph("một"), Bullets(("a",)))) == (
        Paragraph("một"),
        Bullets(("a",), end_mark=True),
    )


def test_without_text_there_is_nothing_to_mark() -> None:
    assert with_end_mark((Heading(1, "một"), TABLE)) == (Heading(1, "một"), TABLE)
