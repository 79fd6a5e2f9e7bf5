"""The end mark stands after the last sentence, never after a table; figures inside texts stay figures."""

from mttq_desktop.word.model import (
    Bullets,
    Column,
    Figured,
    Heading,
    Paragraph,
    Part,
    Table,
    joined,
    listing,
    pieces_of,
    with_end_mark,
)

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


def test_a_text_with_figures_keeps_them_through_what_a_layout_does() -> None:
    text = joined(" Có ", Figured("12", "petitions"), " kiến", " nghị; ")
    assert text == " Có 12 kiến nghị; "
    assert pieces_of(text) == (" Có ", "12", " kiến nghị; ")
    bare = text.rstrip(" ;").lstrip()
    for changed in (text.strip(), bare, text.upper(), joined("- ", text, "."), listing([text, "a"])):
        assert [p.key for p in pieces_of(changed) if isinstance(p, Figured)] == ["petitions"]
    assert (text.strip(" ;"), text.upper()) == ("Có 12 kiến nghị", " CÓ 12 KIẾN NGHỊ; ")


def test_a_text_without_figures_is_plain() -> None:
    assert type(joined("một", " hai")) is str
    assert pieces_of("một") == ("một",)
