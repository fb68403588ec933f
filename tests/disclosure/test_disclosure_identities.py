"""What numbers of two measures have to do with each other is said by the rows of the framework: where two are the same
in all that there is, or one never exceeds the other, and no row says so, disclosure control does not know that one
gives the other away."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.disclosure.published_counts.count_cube import counted_as, counted_topic
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KINDS, PART, SAME, EvidenceKind
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from sample_data import SAMPLES
from tests.second import generate
from tests.second.plain import PlainReturn
from tests.second.real import accepted

# Of fewer quarters in which there is somebody, it could be chance.
ENOUGH, ENOUGH_UNEQUAL = 12, 6
THINNED = 40  # times that the samples are taken with some of their rows only, of each table another part
NUMBERS = ("n", "numerator", "rest")
Number = tuple[str, str]  # what is counted, and which of the numbers
ABOUT_PEOPLE = {counted_as(m): m for m in MEASURES if m.about_people}
"""One measure for each thing that is counted: that of the percentage, where there are two."""


def numbers_of(m: Measure) -> tuple[Number, ...]:
    return tuple((counted_as(m), number) for number in (("n",) if m.counts else NUMBERS))


def thinned(part: Part, kept: dict[str, float], chance: np.random.Generator) -> Part:
    """A part of a return with so many of the rows of each table."""
    tables = {
        name: frame[chance.random(len(frame)) < kept[name]].reset_index(drop=True)
        for name, frame in part.tables.items()
    }
    return replace(part, tables=tables)


def computed(returns: Sequence[AcceptedReturn]) -> list[pd.DataFrame]:
    """The results of returns; nothing where they cover no quarter."""
    governed = govern(returns, Settings())
    return [compute_measures(governed, Settings()).frame] if governed else []


def quarters_of_each(frames: Iterable[pd.DataFrame]) -> dict[Number, np.ndarray]:
    """Each number in every quarter of the results, one after the other; NaN where there is none."""
    out: dict[Number, list[np.ndarray]] = {}
    for frame in frames:
        for m in ABOUT_PEOPLE.values():
            own = frame[frame["ref"] == m.ref]
            for counted, number in numbers_of(m):
                value, numerator, n = (
                    own[column].to_numpy(dtype=np.float64, na_value=np.nan)
                    for column in ("value", "numerator", "denominator")
                )
                said = value if m.counts else {"n": n, "numerator": numerator, "rest": n - numerator}[number]
                out.setdefault((counted, number), []).append(said)
    return {number: np.concatenate(values) for number, values in out.items()}


@pytest.fixture(scope="module")
def samples() -> tuple[AcceptedReturn, ...]:
    read = read_files([(path.name, path.read_bytes()) for path in SAMPLES])
    return collect_files(read, Settings(), dt.datetime(2025, 4, 20, tzinfo=dt.UTC)).returns


@pytest.fixture(scope="module")
def sample_quarters(samples: tuple[AcceptedReturn, ...]) -> dict[Number, np.ndarray]:
    return quarters_of_each(computed(samples))


@pytest.fixture(scope="module")
def quarters(samples: tuple[AcceptedReturn, ...]) -> dict[Number, np.ndarray]:
    """Those of the samples, whole and thinned, and of generated returns."""
    chance = np.random.default_rng(1)
    frames = computed(samples)
    for _ in range(THINNED):
        kept = {name: chance.uniform(0.05, 1) for name in TABLE}
        frames += computed(
            [one._replace(parts=tuple(thinned(part, kept, chance) for part in one.parts)) for one in samples]
        )

    @settings(
        max_examples=100,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(generate.returns(most_providers=5))
    def generated(returns: list[PlainReturn]) -> None:
        frames.extend(computed(accepted(returns, Settings())))

    generated()
    return quarters_of_each(frames)


def said_by(kinds: Iterable[EvidenceKind]) -> dict[Number, set[Number]]:
    """By number, those that it is said to be part of or the same as, also by way of others."""
    above: dict[Number, set[Number]] = {}
    for kind in kinds:
        for topic in kind.topics:
            counted = counted_topic(kind.name, topic.name)
            for number in NUMBERS[1:]:
                above.setdefault((counted, number), set()).add((counted, "n"))
            for tie in topic.ties:
                own, other = (counted, tie.number), (counted_topic(tie.kind, tie.topic), tie.other_number)
                above.setdefault(own, set()).add(other)
                if tie.relation != PART:
                    above.setdefault(other, set()).add(own)
    for through in list(above):
        for reached in above.values():
            if through in reached:
                reached |= above[through]
    return above


def unsaid(quarters: dict[Number, np.ndarray], kinds: Iterable[EvidenceKind]) -> Iterator[str]:
    """Each number that never exceeds another one, and is not said to be part of it."""
    said = said_by(kinds)
    for (own, mine), (other, theirs) in permutations(quarters.items(), 2):
        both = (mine > 0) & (theirs > 0)
        if both.sum() < ENOUGH or (mine > theirs).any() or other in said.get(own, ()):
            continue
        same = (mine[both] == theirs[both]).all()
        if not same and (mine < theirs)[both].sum() < ENOUGH_UNEQUAL:
            continue
        names = [f"{number} of {ABOUT_PEOPLE[counted].ref} ({counted})" for counted, number in (own, other)]
        relation = "is always the" if same else "never exceeds the"
        say = f'Tie("{own[1]}", {"SAME" if same else "PART"}, <kind>, <topic>, "{other[1]}")'
        yield f"the {names[0]} {relation} {names[1]}: if that must be so, its topic in evidence_kinds says {say}"


def test_what_always_goes_together_is_said(quarters) -> None:
    found = list(unsaid(quarters, EVIDENCE_KINDS))
    assert not found, "\n".join(found)


def test_what_is_the_same_in_every_quarter_of_the_samples_is_said(sample_quarters) -> None:
    """Also where some other data would be unlike them: a reader sees those of one unit."""
    found = [words for words in unsaid(sample_quarters, EVIDENCE_KINDS) if "always the" in words]
    assert not found, "\n".join(found)


def test_a_tie_that_no_row_says_is_found(quarters) -> None:
    """With nothing said, the parts of a count; and a number that is another measure's."""
    bare = [kind._replace(topics=tuple(t._replace(ties=()) for t in kind.topics)) for kind in EVIDENCE_KINDS]
    (part,) = (words for words in unsaid(quarters, bare) if "n of 5.1.5.b" in words)
    assert "never exceeds the n of 5.1.5.a" in part and 'Tie("n", PART' in part
    reached, supported = (("school cohorts, young people", "n"), ("support, community", "n"))
    same = list(unsaid(quarters | {reached: quarters[supported]}, EVIDENCE_KINDS))
    assert any("n of 5.1.5.a" in words and "always the n of 5.1.3.b" in words for words in same)


def test_what_is_said_holds(quarters, sample_quarters) -> None:
    """Always; or what mostly holds, in nine of ten quarters of the samples."""
    for kind in EVIDENCE_KINDS:
        for topic in kind.topics:
            for tie in topic.ties:
                number = counted_topic(kind.name, topic.name), tie.number
                other_number = counted_topic(tie.kind, tie.topic), tie.other_number
                own, other = quarters.get(number), quarters.get(other_number)
                if own is None or other is None:
                    continue
                known = ~np.isnan(own) & ~np.isnan(other)
                holds = own <= other if tie.relation == PART else own == other
                if tie.always:
                    assert holds[known].all(), (topic.name, tie)
                else:
                    mostly = sample_quarters[number] <= sample_quarters[other_number]
                    assert mostly.mean() > 0.9 or tie.relation == SAME, (topic.name, tie)
