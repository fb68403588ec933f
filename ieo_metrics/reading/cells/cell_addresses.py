"""Cell addresses as Excel shows them; rows and columns are counted from 1."""

from collections.abc import Sequence


def column_letters(column: int) -> str:
    """`A` of 1, `AB` of 28."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def column_number(column: bytes) -> int:
    """1 of `A`, 28 of `AB`."""
    out = 0
    for letter in column:
        out = 26 * out + letter - 64
    return out


def cell_address(row: int, column: int) -> str:
    """`F17` of row 17, column 6."""
    return f"{column_letters(column)}{row}"


def first_of(cells: Sequence[tuple[int, int]], most: int = 5) -> str:
    """`A1, B2 and 7 more` of (row, column) pairs."""
    shown = ", ".join(cell_address(*cell) for cell in cells[:most])
    return f"{shown} and {len(cells) - most} more" if len(cells) > most else shown
