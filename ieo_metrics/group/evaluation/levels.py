"""The level of evidence of each programme, as it was entered last."""

from collections.abc import Mapping, Sequence

from ieo_metrics.store.registers.register_rows import RegisterRow


def levels_of(rows: Sequence[RegisterRow]) -> dict[str, dict[str, str]]:
    """By programme, the row in words: level, as_of, source, address."""
    return {row.words["programme"]: row.words for row in rows}


def level_in_short(row: Mapping[str, str] | None) -> str:
    """`2, on 3 June 2024`; `not entered`."""
    if row is None:
        return "not entered"
    return f"{row['level'].partition(':')[0]}, on {row['as_of']}"
