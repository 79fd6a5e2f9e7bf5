"""Excel's own names of places: column letters and cells. Rows count from 1, columns from 0."""

from mttq_desktop.text.columns import letters

__all__ = ["cell_name", "column_number", "letters", "split_cell"]


def cell_name(row: int, column: int) -> str:
    """C15 for row 15, column 2."""
    return f"{letters(column)}{row}"


def column_number(name: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def split_cell(name: str) -> tuple[int, int]:
    """(row, column) of C15."""
    at = next((i for i, c in enumerate(name) if c.isdigit()), len(name))
    return int(name[at:] or 0), column_number(name[:at])
