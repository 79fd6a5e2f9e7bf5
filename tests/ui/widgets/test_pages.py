"""Where a text is cut into pages: whatever its pieces are, none is lost or parted or stands where it may not."""

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.ui.widgets.pages import Piece, Slice, Span, paginate, repeated

PAGE = 100.0
HEADS = st.one_of(st.none(), st.builds(Span, st.just(0.0), st.integers(5, 70)))
SHAPES = st.lists(
    st.tuples(st.integers(1, 130), st.integers(0, 8), st.booleans(), st.sampled_from([False] * 9 + [True]), HEADS),
    min_size=1, max_size=60,
)  # fmt: skip


def stacked(shapes: list[tuple[int, int, bool, bool, Span | None]]) -> list[Piece]:
    """Pieces below each other, each so high, so far below the one above."""
    bottoms = list(accumulate(tall + gap for tall, gap, *_ in shapes))
    return [
        Piece(bottom - tall, bottom, keep, fresh, head)
        for bottom, (tall, _, keep, fresh, head) in zip(bottoms, shapes, strict=True)
    ]


def rows(*heights: float, keep: bool = False) -> list[Piece]:
    """Pieces that touch."""
    return [Piece(bottom - tall, bottom, keep) for tall, bottom in zip(heights, accumulate(heights), strict=True)]


def shown(piece: Piece, slices: list[Slice]) -> list[int]:
    """The pages that show some of a piece."""
    return [n for n, page in enumerate(slices) if page.top < piece.bottom and piece.top < page.bottom]


def room(page: Slice) -> float:
    """What the page holds below its header."""
    return PAGE - page.down


@given(SHAPES)
def test_every_piece_is_shown_once_and_whole(shapes: list[tuple[int, int, bool, bool, Span | None]]) -> None:
    pieces = stacked(shapes)
    slices = paginate(pieces, PAGE)
    assert all(page.bottom - page.top <= room(page) + 0.5 for page in slices)
    assert all(above.bottom <= below.top for above, below in pairwise(slices)), "nothing is shown twice"
    for piece in pieces:
        pages = shown(piece, slices)
        if len(pages) > 1:
            assert piece.bottom - piece.top > PAGE - (repeated(piece.head, PAGE) or Span(0, 0)).length
        length = sum(min(piece.bottom, slices[n].bottom) - max(piece.top, slices[n].top) for n in pages)
        assert length == piece.bottom - piece.top, "nothing is lost"


@given(SHAPES)
def test_pages_are_full_and_bound_pieces_stay_together(
    shapes: list[tuple[int, int, bool, bool, Span | None]],
) -> None:
    pieces = stacked(shapes)
    slices = paginate(pieces, PAGE)
    for above, below in pairwise(slices):
        first = next(n for n, piece in enumerate(pieces) if piece.bottom > below.top)
        if pieces[first].top < below.top or pieces[first].fresh:
            continue
        end = first
        while pieces[end].keep and end + 1 < len(pieces) and not pieces[end + 1].fresh:
            end += 1
        assert pieces[end].bottom - above.top > room(above), "what follows would have had room"
        if pieces[first - 1].keep:
            start = next(n for n, piece in enumerate(pieces) if piece.bottom > above.top)
            assert all(piece.keep for piece in pieces[start:first]), "parted only where the page holds nothing else"
            assert pieces[first].bottom - above.top > room(above), "and only where it is full"


@given(SHAPES)
def test_a_place_on_a_page_is_a_place_in_the_text(shapes: list[tuple[int, int, bool, bool, Span | None]]) -> None:
    for page in paginate(stacked(shapes), PAGE):
        middle = (page.top + page.bottom) / 2
        assert page.in_text(middle - page.top + page.down) == middle
        assert page.in_text(page.bottom - page.top + page.down) is None, "below the text is nothing"
        assert page.in_text(-1) is None
        if page.head is not None:
            assert page.in_text(page.head.length / 2) == page.head.start + page.head.length / 2


def test_a_piece_that_does_not_fit_begins_the_next_page() -> None:
    assert [(page.top, page.bottom) for page in paginate(rows(60, 30, 30), PAGE)] == [(0, 90), (90, 120)]


def test_a_heading_goes_with_what_follows() -> None:
    text = [Piece(0, 80), Piece(80, 95, keep=True), Piece(95, 130)]
    assert [page.top for page in paginate(text, PAGE)] == [0, 80]


def test_what_is_bound_and_taller_than_a_page_is_parted_where_it_is_full() -> None:
    assert [page.top for page in paginate(rows(40, 40, 40, 40, keep=True), PAGE)] == [0, 80]


def test_a_forced_page_begins_there() -> None:
    text = [Piece(0, 10, keep=True), Piece(10, 20, fresh=True)]
    assert [page.top for page in paginate(text, PAGE)] == [0, 10]


def test_the_header_is_repeated_and_takes_its_room() -> None:
    head = Span(0, 20)
    table = [Piece(0, 20, keep=True), *(Piece(20 + 40 * n, 60 + 40 * n, head=head) for n in range(5))]
    assert [(page.top, page.head) for page in paginate(table, PAGE)] == [(0, None), (100, head), (180, head)]


def test_a_header_that_fills_the_page_is_not_repeated() -> None:
    head = Span(0, 60)
    assert [page.head for page in paginate([Piece(0, 60, keep=True), Piece(60, 160, head=head)], PAGE)] == [None, None]


def test_a_piece_taller_than_a_page_is_cut() -> None:
    assert [(page.top, page.bottom) for page in paginate([Piece(0, 250), Piece(250, 260)], PAGE)] == [
        (0, 100), (100, 200), (200, 260),
    ]  # fmt: skip


def test_a_cut_through_a_row_is_closed_and_opened_by_a_rule() -> None:
    across = Span(5, 95)
    above, below = paginate([Piece(0, 90), Piece(90, 110, across=across)], PAGE)
    assert (above.opened, above.closed, below.opened, below.closed) == (None, across, across, None)


def test_no_text_is_one_empty_page() -> None:
    assert paginate([], PAGE) == [Slice(0, 0)]
