"""Names of columns as workbooks show them."""

SHOWN_ONLY = "(để tham khảo)"
"""How the caption of a column of our own forms ends that only shows something and is not read."""


def letters(column: int) -> str:
    """A, B … Z, AA, AB … for column 0, 1 …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
