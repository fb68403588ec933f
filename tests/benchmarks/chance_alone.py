"""What chance alone shows: `nice python -m tests.benchmarks.chance_alone` prints the tables of the README.

Histories in which nothing ever changes are drawn, all at once in NumPy, and judged by the rules of the contract: how
often is a point outside, and how often does a page show any verdict? Written from the definitions; it takes nothing
from what it judges, and a test holds the two to each other.
"""

from collections.abc import Iterable

import numpy as np
from scipy import stats

TAIL = stats.norm.sf(3)
RATES = tuple(round(0.1 * tenth, 1) for tenth in range(1, 10))
SIZES = (5, 8, 10, 15, 20, 30, 50, 75)
LENGTHS = (12, 16, 20, 40)
SOME_SIZES = (10, 30, 60)
FEWEST, MOST, RUN = 5, 75, 9
TOO_FEW = 1e-9  # what arithmetic may miss


def sigma_of(z: np.ndarray) -> np.ndarray:
    """σ by series (rows): the mean moving range, screened once, by 1.128."""
    ranges = np.abs(np.diff(z, axis=1))
    average = ranges.mean(axis=1, keepdims=True)
    kept = ranges < 3.267 * average * (1 - TOO_FEW)
    total = np.where(kept, ranges, 0).sum(axis=1)
    return np.where(total > 0, total / np.maximum(kept.sum(axis=1), 1), average[:, 0]) / 1.128


def p_prime(k: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Middle, lower and upper limits of series × quarters; NaN where a middle is 0 or 1."""
    p = (k.sum(axis=1) / n.sum(axis=1))[:, None]
    p = np.where((p > 0) & (p < 1), p, np.nan)
    error = np.sqrt(p * (1 - p) / n)
    sigma = np.maximum(1, sigma_of(np.nan_to_num((k / n - p) / error)))[:, None]
    few = n * np.minimum(p, 1 - p) < 5
    low = np.where(few, stats.binom.ppf(TAIL, n, p) / n - p, -3 * error)
    high = np.where(few, stats.binom.isf(TAIL, n, p) / n - p, 3 * error)
    return p, p + sigma * low, p + sigma * high


def means(total: np.ndarray, squares: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Middle, lower and upper limits of average changes."""
    middle = (total.sum(axis=1) / n.sum(axis=1))[:, None]
    within = (squares - total**2 / n).sum(axis=1) / (n - 1).sum(axis=1)
    error = np.sqrt(within)[:, None] / np.sqrt(n)
    sigma = np.maximum(1, sigma_of((total / n - middle) / error))[:, None]
    return middle, middle - 3 * sigma * error, middle + 3 * sigma * error


def xmr(values: np.ndarray, width: float = 3.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Middle, lower and upper limits of values, `width` σ away."""
    middle, half = values.mean(axis=1, keepdims=True), width * sigma_of(values)[:, None]
    return middle, middle - half, middle + half


def is_outside(values: np.ndarray, limits: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    _, low, high = limits
    return (values > high + TOO_FEW) | (values < low - TOO_FEW)


def verdict_at_end(values: np.ndarray, limits: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """Whether the last quarter is outside, or ends nine in a row on one side of the middle."""
    side = np.where(np.abs(values - limits[0]) < TOO_FEW, 0, np.sign(values - limits[0]))[:, -RUN:]
    return is_outside(values, limits)[:, -1] | (np.abs(side.sum(axis=1)) == RUN)


def drawn_n(drawn: np.random.Generator, series: int, quarters: int, n: int | None) -> np.ndarray:
    """n by series and quarter; None: any from 5 to 75."""
    return (
        drawn.integers(FEWEST, MOST + 1, (series, quarters)) if n is None else np.full((series, quarters), n)
    )


def false_outside(quarters: int, n: int | None, rate: float, series: int = 1500, seed: int = 1) -> float:
    """How many points of quiet percentages are outside."""
    drawn = np.random.default_rng((seed, quarters, n or 0, int(10 * rate)))
    of = drawn_n(drawn, series, quarters, n)
    k = drawn.binomial(of, rate)
    return float(is_outside(k / of, p_prime(k, of)).mean())


def _pairs(drawn: np.random.Generator, of: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sums, sums of squares and the number improved, of changes from −3 to 5 points."""
    changes = drawn.integers(-3, 6, (*of.shape, MOST))
    changes = np.where(np.arange(MOST) < of[..., None], changes, 0)
    return changes.sum(axis=2), (changes**2).sum(axis=2), (changes > 0).sum(axis=2)


def quiet_pages(quarters: int, pages: int, seed: int = 1) -> np.ndarray:
    """Of pages of 19 measures in which nothing changes, how many verdicts each shows at its last quarter: five
    times an average and a percentage of the same pairs, two percentages of one cohort, two counts of those who
    started, two of sessions; three follow the school year and are not judged."""
    drawn, found = np.random.default_rng((seed, quarters)), np.zeros(pages, dtype=int)
    for _ in range(5):
        of = drawn_n(drawn, pages, quarters, None)
        total, squares, better = _pairs(drawn, of)
        found += verdict_at_end(total / of, means(total, squares, of))
        found += verdict_at_end(better / of, p_prime(better, of))
    for rate in (0.65, 0.8):
        of = drawn_n(drawn, pages, quarters, None)
        k = drawn.binomial(of, rate)
        found += verdict_at_end(k / of, p_prime(k, of))
    for level in (7, 20, 10, 6):
        counts = drawn.poisson(level, (pages, quarters)).astype(float)
        found += verdict_at_end(counts, xmr(counts)) & (counts.mean(axis=1) >= FEWEST)
    return found


def _chance_of_shares(k: np.ndarray, n: np.ndarray) -> np.ndarray:
    """1 less the confidence at which Newcombe's interval reaches 0, of two quarters (last axis)."""
    p = k / n
    near, far = np.zeros(p.shape[:-1]), np.full(p.shape[:-1], 40.0)
    for _ in range(50):
        z = ((near + far) / 2)[..., None]
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        below, above = p - (middle - half), middle + half - p
        apart = np.abs(p[..., 1] - p[..., 0])
        up = p[..., 1] >= p[..., 0]
        reach = np.where(up, np.hypot(below[..., 1], above[..., 0]), np.hypot(above[..., 1], below[..., 0]))
        covers = apart <= reach
        near, far = np.where(covers, near, z[..., 0]), np.where(covers, z[..., 0], far)
    return np.where(p[..., 0] == p[..., 1], 1.0, 2 * stats.norm.sf(near))


def quiet_differences(pages: int, seed: int = 1) -> np.ndarray:
    """As `quiet_pages`, where there are too few quarters for charts: twelve measures by their difference from the
    quarter before, by Holm; counts are not judged."""
    drawn, chances = np.random.default_rng(seed), []
    for _ in range(5):
        of = drawn_n(drawn, pages, 2, None)
        total, squares, better = _pairs(drawn, of)
        variance = (squares - total**2 / of) / (of - 1) / of
        with np.errstate(invalid="ignore", divide="ignore"):
            t = np.abs(total[:, 1] / of[:, 1] - total[:, 0] / of[:, 0]) / np.sqrt(variance.sum(axis=1))
            freedom = variance.sum(axis=1) ** 2 / (variance**2 / (of - 1)).sum(axis=1)
        # Where all changed alike there is no interval, and no verdict.
        chances.append(np.where((variance > 0).all(axis=1), 2 * stats.t.sf(t, freedom), 1.0))
        chances.append(_chance_of_shares(better, of))
    for rate in (0.65, 0.8):
        of = drawn_n(drawn, pages, 2, None)
        chances.append(_chance_of_shares(drawn.binomial(of, rate), of))
    ordered = np.sort(np.stack(chances, axis=1), axis=1)
    levels = 0.1 / np.arange(len(chances), 0, -1)
    return np.logical_and.accumulate(ordered <= levels, axis=1).sum(axis=1)


def found_changes(
    change: tuple[float, float] = (0.5, 0.85),
    n: int | None = None,
    series: int = 20_000,
    quarters: int = 20,
    seed: int = 1,
) -> tuple[float, float, float]:
    """Of last quarters in which one percentage becomes another, how many p′ finds, and how many XmR with limits set
    where it has as many false alarms; and that rate."""
    drawn = np.random.default_rng(seed)
    before, after = change
    of = drawn_n(drawn, series, quarters, n)
    quiet = drawn.binomial(of, before)
    moved = quiet.copy()
    moved[:, -1] = drawn.binomial(of[:, -1], after)
    return _compared(*((k / of, p_prime(k, of)) for k in (quiet, moved)))


def found_averages(
    points: float, n: int | None = None, series: int = 4000, quarters: int = 20, seed: int = 1
) -> tuple[float, float, float]:
    """As `found_changes`, of averages that rise by some points."""
    drawn = np.random.default_rng((seed, 1))
    of = drawn_n(drawn, series, quarters, n)
    total, squares, _ = _pairs(drawn, of)
    quiet = total / of, means(total, squares, of)
    risen = np.where(np.arange(quarters) == quarters - 1, points, 0.0)
    moved, more = total + risen * of, squares + 2 * risen * total + risen**2 * of
    return _compared(quiet, (moved / of, means(moved, more, of)))


_Chart = tuple[np.ndarray, tuple[np.ndarray, np.ndarray, np.ndarray]]


def _compared(quiet: _Chart, moved: _Chart) -> tuple[float, float, float]:
    """Of values with their limits, without the change in the last quarter and with it, what each chart finds."""
    values, limits = quiet
    alarms = is_outside(values, limits)[:, -1].mean()
    away = np.abs(values[:, -1] - values.mean(axis=1)) / np.maximum(sigma_of(values), TOO_FEW)
    width = float(np.quantile(away, 1 - alarms))
    ours = is_outside(*moved)[:, -1].mean()
    theirs = is_outside(moved[0], xmr(moved[0], width))[:, -1].mean()
    return float(ours), float(theirs), float(alarms)


def main() -> None:
    """Print the tables."""
    print("False `outside`, per point of a quiet percentage: the highest of the rates 0.1 to 0.9\n")
    print(f"| Quarters |{''.join(f' n = {n} |' for n in SIZES)} n from 5 to 75 |")
    print(f"|---|{'---|' * (len(SIZES) + 1)}")
    for quarters in LENGTHS:
        worst = [max(false_outside(quarters, n, rate) for rate in RATES) for n in (*SIZES, None)]
        print(f"| {quarters} |{''.join(f' {100 * rate:.2f}% |' for rate in worst)}")
    print("\nPages of 19 measures in which nothing changes: those that show any verdict\n")
    print("| Quarters | Any verdict |\n|---|---|")
    print(f"| below 12 | {100 * (quiet_differences(20_000) > 0).mean():.1f}% |")
    for quarters in LENGTHS:
        print(f"| {quarters} | {100 * (quiet_pages(quarters, 4000) > 0).mean():.1f}% |")
    print("\nChanges of the last of 20 quarters that are found, by us and by XmR at as many false alarms\n")
    print(f"| From one quarter to the next |{''.join(f' n = {n} |' for n in SOME_SIZES)} n from 5 to 75 |")
    print(f"|---|{'---|' * (len(SOME_SIZES) + 1)}")
    for before, after in ((0.5, 0.85), (0.5, 0.7), (0.7, 0.95), (0.9, 0.7)):
        found = [found_changes((before, after), n) for n in (*SOME_SIZES, None)]
        print(f"| {100 * before:.0f}% to {100 * after:.0f}% |{_in_cells(found)}")
    print(f"| an average, by 2 points |{_in_cells([found_averages(2, n) for n in (*SOME_SIZES, None)])}")


def _in_cells(found: Iterable[tuple[float, float, float]]) -> str:
    return "".join(f" {100 * ours:.0f}%, {100 * theirs:.0f}% |" for ours, theirs, _ in found)


if __name__ == "__main__":
    main()
