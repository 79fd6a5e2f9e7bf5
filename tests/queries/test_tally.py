"""Figures by line: every sum agrees with its rows, and with the records behind it."""

from hypothesis import given
from hypothesis import strategies as st

from mttq_desktop.queries.tally import Column, Rows, tallied

COLUMNS = (Column("helped", "Nhận giúp"), Column("given", "Hỗ trợ"))
counted = st.tuples(st.integers(1, 4), st.just("helped"), st.integers(1, 20), st.none())
summed = st.tuples(st.integers(1, 4), st.just("given"), st.integers(1, 20), st.integers(0, 10**12))


@given(st.lists(counted | summed))
def test_sums_of_lines_make_up_the_total_and_records_count_once(rows: Rows) -> None:
    found = tallied(COLUMNS, rows)
    for line, figures in found.lines.items():
        mine = [r for r in rows if r[0] == line]
        assert figures["helped"].value == len({r[2] for r in mine if r[1] == "helped"})
        assert figures["given"].value == sum(r[3] or 0 for r in mine if r[1] == "given")
        assert set(figures["given"].ids) == {r[2] for r in mine if r[1] == "given"}
    assert sum(f["given"].value for f in found.lines.values()) == found.total["given"].value
    assert found.total["helped"].value == len({r[2] for r in rows if r[1] == "helped"})
    assert found.of(99, "helped").value == 0
