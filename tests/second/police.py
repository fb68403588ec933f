"""TIPS: sessions delivered of one type. Rows have no identity of their own, so identical rows count each."""

from .days import Quarter
from .governing import governing_rows
from .plain import BAD, PlainReturn, is_given


def sessions(returns: list[PlainReturn], topic: str, period: list[Quarter]) -> tuple[int, int]:
    """(sessions delivered of the type, rows left out). A row of no readable type may be of either, so both
    leave it out."""
    total, left_out = 0, 0
    for row in governing_rows(returns, "police_sessions", "date", period):
        if row["status"] not in (None, "delivered", BAD):
            continue
        if is_given(row["type"]) and row["type"] != topic:
            continue
        if not is_given(row["type"]) or row["status"] == BAD or row["number"] == BAD:
            left_out += 1
        else:
            total += 1 if row["number"] is None else row["number"]
    return total, left_out
