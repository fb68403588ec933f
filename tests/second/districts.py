"""Districts: a row's own, or that of the person's latest period of support under the same reference, else not
known."""

from .governing import covers_any, governs_any
from .periods import active_quarters
from .plain import PlainReturn, Row, is_date, is_given, reference

AREAS = ("all", "Hampshire", "Isle of Wight", "Portsmouth", "Southampton", "not known")


def of_row(row: Row) -> str:
    return row["district"] if is_given(row["district"]) else "not known"


def of_people(returns: list[PlainReturn]) -> dict[str, str]:
    """Each person's district, from the support that started last; then of the newest return, then the later
    row.

    A row whose return is superseded in all the quarters of it that the return covers serves for nothing.
    """
    latest: dict[str, Row] = {}
    for one in returns:
        for row in one.tables.get("support", []):
            person = reference(row["person_ref"])
            if person is None or not is_date(row["started"]):
                continue
            quarters = active_quarters(row, one, "support")
            outside = not covers_any(one, "support", quarters)
            if not outside and not governs_any(returns, one, "support", quarters):
                continue
            if person not in latest or row["started"] >= latest[person]["started"]:
                latest[person] = row
    return {person: of_row(row) for person, row in latest.items()}
