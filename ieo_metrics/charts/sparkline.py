"""A small trend inside a table's cell, as SVG with a name. Gaps stay gaps; the chosen quarter carries a
dot."""

from collections.abc import Sequence
from html import escape

from ieo_metrics.charts.style import ACCENT, GREY

WIDTH, HEIGHT, EDGE = 88, 26, 4


def unbroken_runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The unbroken stretches of a series, as (place, value)."""
    out: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            out.append([])
        else:
            out[-1].append((place, value))
    return [run for run in out if run]


def sparkline(values: Sequence[float | None], name: str, chosen: int | None = None) -> str:
    """SVG of a series. `name`: what a screen reader says; `chosen`: the place of the quarter shown."""
    known = [v for v in values if v is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(EDGE + place * step, 1), round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)

    parts = []
    for run in unbroken_runs(values):
        points = [at(*point) for point in run]
        if len(points) == 1:
            parts.append(f'<circle cx="{points[0][0]}" cy="{points[0][1]}" r="1.5" fill="{GREY}"></circle>')
        else:
            line = " ".join(f"{x},{y}" for x, y in points)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{GREY}" stroke-width="1.5"></polyline>'
            )
    if chosen is not None and 0 <= chosen < len(values) and (value := values[chosen]) is not None:
        x, y = at(chosen, value)
        parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{ACCENT}"></circle>')
    said = escape(name, quote=True)
    return (
        f'<svg role="img" aria-label="{said}" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} '
        f'{HEIGHT}">{"".join(parts)}</svg>'
    )
