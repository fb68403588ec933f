"""What differs between the readings of a sheet: its rows, the figures, what comes out of its first rows."""

from collections.abc import Iterator, Sequence
from itertools import islice

from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.previewing.result_of_reading import ReadFigure, ReadingResult, Said
from ieo_metrics.statistics.figure_wording import value_in_words

ROWS_SHOWN = 2
MEASURES_SHOWN = 4
NOT_USED = "not used"

Line = tuple[str, tuple[str, ...]]  # what differs, and how it is in each reading


def what_differs(results: Sequence[ReadingResult]) -> list[Line]:
    """The lines of a table with a column for each reading; none where all of them make the same."""
    used = tuple(f"{result.used:,} of {result.rows:,}" for result in results)
    lines = [("Rows used", used)] if len(set(used)) > 1 else []
    figures = list(_figures(results))
    lines += figures[:MEASURES_SHOWN]
    if len(figures) > MEASURES_SHOWN:
        rest = ", ".join(head.partition(" ")[0] for head, _ in figures[MEASURES_SHOWN:])
        lines.append(("Other figures", ("", *(f"{rest} differ" for _ in results[1:]))))
    return lines + list(islice(_rows(results), ROWS_SHOWN))


def _figures(results: Sequence[ReadingResult]) -> Iterator[Line]:
    """The figures that differ: of each measure that of the latest quarter in which it does."""
    for measure in MEASURES:
        made = [result.figures.get(measure.ref, {}) for result in results]
        quarters = sorted(set().union(*made))
        differ = [quarter for quarter in quarters if len({figures.get(quarter) for figures in made}) > 1]
        if differ:
            quarter = differ[-1]
            head = f"{measure.ref} {measure.name}, {quarter}"
            yield head, tuple(_figure(figures.get(quarter), measure) for figures in made)


def _figure(figure: ReadFigure | None, measure: Measure) -> str:
    """`+1.4 (n 31)`, and how many are left out."""
    if figure is None:
        return "no figure"
    left_out = f", {figure.left_out:,.0f} left out" if figure.left_out else ""
    if figure.value is None:
        return f"no figure{left_out}"
    n = "" if figure.n is None else f" (n {figure.n:,.0f})"
    return f"{value_in_words(figure.value, measure, figure.n)}{n}{left_out}"


def _rows(results: Sequence[ReadingResult]) -> Iterator[Line]:
    """The first rows from which something else comes out: of each only what differs."""
    for row in sorted(set().union(*(result.said for result in results))):
        said = [result.said.get(row, ()) for result in results]
        if len(set(said)) > 1:
            used = [each for each in said if each]
            same = set(used[0]).intersection(*used[1:]) if len(used) > 1 else set()
            yield f"Row {row}", tuple(_row(each, same) for each in said)


def _row(said: Said, same: set[tuple[str, str]]) -> str:
    """What a row says in one reading, without what it says in all of them."""
    differs = [f"{title}: {value}" for title, value in said if (title, value) not in same]
    return "; ".join(differs) or ("–" if said else NOT_USED)
