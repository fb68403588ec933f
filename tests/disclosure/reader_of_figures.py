"""What a reader works out of figures that are shared: from the rows alone, with what is known beside them
(how a star
is filled in, whose people are among whose, what longer periods hold, whole numbers behind averages).

It shares no code and no row of the framework with the suppressor; the figures as computed are there to say
what was
found, and which sums hold, since a reader takes a sum that holds to do so always."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.stats import t as student

MEAN_OF = {
    "5.1.1.b": "5.1.1.a",
    "5.1.2.b": "5.1.2.a",
    "5.1.2.d": "5.1.2.c",
    "5.1.4.b": "5.1.4.a",
    "5.2.2.c": "5.2.2.b",
}
SHARE_OF = {mean: share for share, mean in MEAN_OF.items()}
STARS = ("5.1.1.b", "5.1.2.b", "5.1.4.b", "5.2.2.c")
SHARES = (*MEAN_OF, "5.2.1.a", "5.2.2.a")
COUNTS = ("5.1.3.a", "5.1.3.b", "5.1.5.a", "5.1.5.b")
PARTS_OF = {"5.2.1.a": ("5.2.2.a",), "5.1.3.b": STARS}  # mostly: what else there is may be people left out
AMONG = [
    ("5.1.5.b", "5.1.5.a", "n"),
    ("5.2.2.a", "5.2.1.a", "rest"),
    *((part, whole, "n") for whole, parts in PARTS_OF.items() for part in parts),
]
CHANGES = np.arange(-10, 11)
# A number of young people: whose, which (n, better, rest), first and last quarter, area.
Key = tuple[str, str, tuple[int, int], str]
Terms = list[tuple[Key, int]]


@dataclass
class Figures:
    """The numbers that rows say, and of the averages among them n, the sum of the changes and of their
    squares."""

    numbers: dict[Key, int] = field(default_factory=dict)
    means: dict[tuple[str, tuple[int, int], str], tuple[int, int, int]] = field(default_factory=dict)


def first_of(span: str, last: int) -> int:
    """The quarter with which the period begins that ends with one."""
    return {"quarter": last, "year to date": last - last % 4}.get(span, last - 3)


def read(frame: pd.DataFrame) -> Figures:
    """What the rows say."""
    out = Figures()
    columns = [
        "ref",
        "span",
        "period",
        "area",
        "value",
        "numerator",
        "denominator",
        "lower",
        "upper",
        "marker",
    ]
    for ref, span, last, area, value, top, n, low, high, marker in frame[columns].itertuples(index=False):
        at = ((first_of(span, last), last), area)
        whose = SHARE_OF.get(ref, ref)
        if marker == "z" and whose in SHARES:
            out.numbers |= {(whose, which, *at): 0 for which in ("n", "better", "rest")}
        elif pd.isna(value):
            continue
        elif ref in COUNTS:
            out.numbers[ref, "n", *at] = round(value)
        elif ref in SHARES:
            out.numbers |= {(ref, "n", *at): round(n), (ref, "better", *at): round(top)}
            out.numbers[ref, "rest", *at] = round(n - top)
        elif ref in SHARE_OF:
            out.numbers[whose, "n", *at] = round(n)
            spread = (
                0.0 if pd.isna(low) else ((high - low) / 2 / student.ppf(0.975, n - 1)) ** 2 * n * (n - 1)
            )
            total = round(top) * (-1 if ref == "5.1.2.c" else 1)
            out.means[whose, *at] = round(n), total, round(spread + total**2 / n)
    return out


@cache
def better_by_sums(n: int, total: int, squares: int) -> tuple[int, int]:
    """The least and greatest number of rises among n whole changes with these sums."""
    sums = np.vstack([CHANGES**0, CHANGES, CHANGES**2])
    ends = []
    for direction in (1, -1):
        found = milp(
            direction * (CHANGES > 0),
            integrality=np.ones(len(CHANGES)),
            bounds=Bounds(0, n),
            constraints=LinearConstraint(sums, (n, total, squares), (n, total, squares)),
        )
        ends.append(round(found.x[CHANGES > 0].sum()))
    return ends[0], ends[1]


@dataclass(frozen=True)
class Told:
    """A small number, or a small difference (`terms`), that can be told to be from `least` to `most`."""

    terms: Terms
    value: int
    least: int
    most: int


class Reader:
    """One who has the rows that are shared. `full`: the rows as computed."""

    def __init__(self, full: pd.DataFrame, shared: pd.DataFrame, threshold: int) -> None:
        self.threshold, truth, known = threshold, read(full), read(shared)
        self.shown, self.means = known.numbers, known.means
        # Where nobody could be counted that is said, so of a share that is marked as hidden there is somebody.
        marked = shared.loc[shared["marker"] == "c", ["ref", "span", "period", "area"]]
        self.somebody = {
            (SHARE_OF.get(ref, ref), "n", (first_of(span, last), last), area)
            for ref, span, last, area in marked.itertuples(index=False)
            if SHARE_OF.get(ref, ref) in SHARES
        }
        people = shared[shared["ref"].isin([*SHARES, *COUNTS]) & (shared["area"] != "all")]
        by_area = set(people["span"])
        printed = {(k[2], k[3]) for k in read(full[full["span"].isin(by_area)]).numbers} | {
            (k[2], k[3]) for k in truth.numbers if k[3] == "all"
        }
        # Of what is not printed at all nobody knows whether it would add up.
        self.truth = {k: v for k, v in truth.numbers.items() if (k[2], k[3]) in printed}
        self.periods = sorted({k[2] for k in self.truth})
        self.areas = sorted({k[3] for k in self.truth} - {"all"})
        self.hidden = [k for k in self.truth if k not in self.shown]
        self.place = {k: i for i, k in enumerate(self.hidden)}
        self.rows: list[tuple[list[tuple[int, int]], float, float]] = []
        for terms, equal in self._relations():
            self._add(terms, 0 if equal else -np.inf, 0)
        for cells, least, most in self._by_means():
            self._add([(cell, 1) for cell in cells], least, most)
        self._join()

    # ---- What must hold

    def _value(self, terms: Terms) -> int:
        return sum(sign * self.truth[key] for key, sign in terms)

    def _relations(self) -> Iterator[tuple[Terms, bool]]:
        """Sums that are 0, or at most 0."""
        for terms, equal in self._possible():
            if all(key in self.truth for key, _ in terms):
                value = self._value(terms)
                if value == 0 if equal else value <= 0:
                    yield terms, equal

    def _possible(self) -> Iterator[tuple[Terms, bool]]:
        for whose in (*SHARES, *COUNTS):
            for which in ("n", "better", "rest") if whose in SHARES else ("n",):
                for period in self.periods:
                    parts = [(whose, which, period, area) for area in self.areas]
                    yield from self._sum((whose, which, period, "all"), parts, True)
                for area, (period, parts) in (
                    (area, covered) for area in ("all", *self.areas) for covered in self.covered()
                ):
                    keys = [(whose, which, part, area) for part in parts]
                    yield from self._sum((whose, which, period, area), keys, which == "n")
                for early, comes, late, leaves in self._slid(whose, which):
                    yield [(early, 1), (comes, 1), (late, -1), (leaves, -1)], True
                    yield [(late, 1), (early, -1), (comes, -1)], False
                    if which == "n":
                        yield [(early, 1), (late, -1), (leaves, -1)], False
        for period, area in ((p, a) for p in self.periods for a in ("all", *self.areas)):
            for whose in SHARES:
                keys = [(whose, which, period, area) for which in ("n", "better", "rest")]
                yield list(zip(keys, (1, -1, -1), strict=True)), True
            stars = [(whose, "n", period, area) for whose in STARS]
            if len({self.shown[key] for key in stars if key in self.shown}) <= 1:
                for one, other in combinations(stars, 2):
                    yield [(one, 1), (other, -1)], True
            for part, whole, which in AMONG:
                yield [((part, which, period, area), 1), ((whole, which, period, area), -1)], False

    def _sum(self, total: Key, parts: Sequence[Key], at_least_each: bool) -> Iterator[tuple[Terms, bool]]:
        if not parts:
            return
        terms = [(total, 1), *((part, -1) for part in parts)]
        yield terms, True
        yield terms, False
        if at_least_each:
            for part in parts:
                yield [(part, 1), (total, -1)], False

    def _slid(self, whose: str, which: str) -> Iterator[tuple[Key, Key, Key, Key]]:
        """Of a year and the year that ends a quarter later, by area: the first year, the quarter that came,
        the second year, and the quarter that went."""
        for area in ("all", *self.areas):
            for last in {end for _, end in self.periods}:
                ends = ((last - 3, last), (last + 1,) * 2, (last - 2, last + 1), (last - 3,) * 2)
                early, comes, late, leaves = ((whose, which, period, area) for period in ends)
                yield early, comes, late, leaves

    def covered(self) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
        """Each longer period, and what it is made of: its quarters, or a shorter one and the quarters after
        it."""
        for first, last in (p for p in self.periods if p[0] < p[1]):
            for end in range(first, last):
                if (first, end) in self.periods:
                    yield (first, last), [(first, end), *((q, q) for q in range(end + 1, last + 1))]

    def _by_means(self) -> Iterator[tuple[list[Key], int, int]]:
        """How many of some, together, are better by averages that are shown: of one, and of all whose
        averages are
        hidden, of a sum of areas."""
        for (whose, period, area), sums in self.means.items():
            yield [(whose, "better", period, area)], *better_by_sums(*sums)
        for whose, period in ((w, p) for w in MEAN_OF for p in self.periods):
            n = {a: self.truth.get((whose, "n", period, a), 0) for a in ("all", *self.areas)}
            there = [a for a in self.areas if n[a]]
            if not there or sum(n[a] for a in there) != n["all"]:
                continue
            known = [self.means[whose, period, a] for a in there if (whose, period, a) in self.means]
            beside = np.sum([(0, 0, 0), *known], axis=0)
            total = self.means.get((whose, period, "all"))
            few = [a for a in there if (whose, period, a) not in self.means]
            if total and few:
                yield (
                    [(whose, "better", period, a) for a in few],
                    *better_by_sums(*(np.array(total) - beside).tolist()),
                )
            if not total and not few:
                yield [(whose, "better", period, "all")], *better_by_sums(*beside.tolist())

    # ---- What follows

    def _add(self, terms: Terms, least: float, most: float) -> None:
        known = sum(sign * self.shown[key] for key, sign in terms if key in self.shown)
        cells = [(self.place[key], sign) for key, sign in terms if key in self.place]
        assert least <= self._value(terms) <= most, terms
        if cells:
            self.rows.append((cells, least - known, most - known))

    def _join(self) -> None:
        """The hidden numbers in groups that have nothing to do with each other."""
        entries = [(row, cell, sign) for row, (cells, _, _) in enumerate(self.rows) for cell, sign in cells]
        rows, cells, signs = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        matrix = sparse.csr_array((signs, (rows, cells)), shape=(len(self.rows), len(self.hidden)))
        self.group = sparse.csgraph.connected_components(abs(matrix.T) @ abs(matrix), directed=False)[1]
        self.cells, self.matrix, self.limits = {}, {}, {}
        self.possible: dict[int, list[np.ndarray]] = {}
        row_group = self.group[matrix.indices[matrix.indptr[:-1]]] if len(self.rows) else np.zeros(0)
        for group in np.unique(self.group).tolist():
            own, where = np.flatnonzero(self.group == group), np.flatnonzero(row_group == group)
            self.cells[group], self.matrix[group] = own, matrix[where][:, own]
            self.limits[group] = np.array([self.rows[row][1:] for row in where]).reshape(-1, 2)
            self.possible[group] = [np.array([self.truth[self.hidden[cell]] for cell in own])]

    def _furthest(self, group: int, wanted: np.ndarray, direction: int) -> int:
        """The greatest (1) or least (−1) sum of wanted × numbers of a group, no further than the threshold
        away;
        whole numbers, also where others would go further."""
        value, own = int(wanted @ self.possible[group][0]), self.cells[group]
        low = [int(self.hidden[c] in self.somebody) for c in own.tolist()]
        found = milp(
            -direction * wanted,
            integrality=np.ones(len(own)),
            bounds=Bounds(low, np.inf),
            constraints=[
                LinearConstraint(wanted[None, :], value - self.threshold, value + self.threshold),
                *(
                    [LinearConstraint(self.matrix[group], *self.limits[group].T)]
                    if len(self.limits[group])
                    else []
                ),
            ],
        )
        self.possible[group].append(np.rint(found.x).astype(int))
        return int(wanted @ self.possible[group][-1])

    def told(self, terms: Terms) -> Iterator[Told]:
        """The sum, where it is from 1 to the threshold − 1 and can be told to be."""
        if not all(key in self.truth for key, _ in terms):
            return
        value = self._value(terms)
        if not 1 <= value < self.threshold:
            return
        wanted: dict[int, np.ndarray] = {}
        for cell, sign in ((self.place[key], sign) for key, sign in terms if key in self.place):
            group = int(self.group[cell])
            wanted.setdefault(group, np.zeros(len(self.cells[group])))[self.cells[group] == cell] += sign
        known = sum(sign * self.shown[key] for key, sign in terms if key in self.shown)
        ends = []
        for direction in (1, -1):
            far = [max(direction * (w @ x) for x in self.possible[g]) for g, w in wanted.items()]
            ends.append(known + direction * sum(far))
        for at, direction in ((0, 1), (1, -1)):
            if ends[0] >= self.threshold or ends[1] <= 0:
                return
            ends[at] = known + sum(self._furthest(g, w, direction) for g, w in wanted.items())
        if ends[0] < self.threshold and ends[1] > 0:
            yield Told(terms, value, int(ends[1]), int(ends[0]))

    def counts(self) -> list[Told]:
        """The small counts that can be told."""
        return [told for key in self.truth for told in self.told([(key, 1)])]

    def nobody(self) -> list[Told]:
        """Of whom it can be told that nobody improved, or everybody, or but a few of them."""
        out = []
        for key, value in self.truth.items():
            whose, which, period, area = key
            if which == "n" or value or not self.truth[whose, "n", period, area]:
                continue
            most = 0
            if key in self.place:
                group = int(self.group[self.place[key]])
                wanted = (self.cells[group] == self.place[key]).astype(float)
                # What was found possible for another number often shows it already.
                most = int(max(wanted @ x for x in self.possible[group]))
                if most < self.threshold:
                    most = self._furthest(group, wanted, 1)
            if most < self.threshold:
                out.append(Told([(key, 1)], 0, 0, most))
        return out

    def differences(self) -> list[Told]:
        """The small differences of nested counts that can be told: of a longer period and one within it, of
        the parts of a longer period and it, of two years of which one ends a quarter after the other, of
        a whole and its part, and of all areas and those that are shown."""
        out = []
        for whose, which, period, area in self.truth:
            if area == "all":
                areas = [key for a in self.areas if (key := (whose, which, period, a)) in self.truth]
                hidden, total = [key for key in areas if key not in self.shown], (whose, which, period, area)
                if len(hidden) > 1 and self._value([(total, 1), *((key, -1) for key in areas)]) == 0:
                    out += self.told([(key, 1) for key in hidden])
            inside = [p for p in self.periods if period[0] <= p[0] and p[1] <= period[1] and p != period]
            for part in inside:
                out += self.told([((whose, which, period, area), 1), ((whose, which, part, area), -1)])
            for _, parts in (one for one in self.covered() if one[0] == period):
                out += self.told(
                    [*(((whose, which, p, area), 1) for p in parts), ((whose, which, period, area), -1)]
                )
            for early, comes, late, leaves in self._slid(whose, which):
                if early[2:] == (period, area):
                    out += self.told([(late, 1), (leaves, 1), (early, -1)])
                    out += self.told([(early, 1), (comes, 1), (late, -1)])
            if whose == "5.1.5.a":
                out += self.told([((whose, which, period, area), 1), (("5.1.5.b", which, period, area), -1)])
            # In a quarter in all, the part may lack those left out, of whom nothing is told where they are few.
            if which == "n" and (area != "all" or period[0] < period[1]):
                for part in PARTS_OF.get(whose, ()):
                    out += self.told([((whose, which, period, area), 1), ((part, which, period, area), -1)])
        return out


def by_kind(told: Sequence[Told]) -> dict[str, int]:
    """How many are exact, and how many confined."""
    out: dict[str, int] = defaultdict(int)
    for one in told:
        out["exact" if one.least == one.most else "confined"] += 1
    return dict(out)
