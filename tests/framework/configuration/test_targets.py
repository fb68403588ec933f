"""Targets and steps: which judges which quarter, what is in which band, and what a file of them may not
say."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.configuration.targets import (
    BEYOND,
    LOWEST_N,
    NO_VALUE,
    TOO_FEW,
    Band,
    Rebasing,
    Target,
    band_of,
    in_force,
    steps_of,
    steps_of_rows,
    targets_of,
)
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES

Q = quarter(2024, 1)
SHARE, STAR, PAIN, COUNTED = MEASURE["5.1.1.b"], MEASURE["5.1.1.a"], MEASURE["5.1.2.c"], MEASURE["5.1.3.b"]


def aim(start: int, least: float = 0.65, end: int | None = None, ref: str = SHARE.ref) -> Target:
    return Target(ref, start, (Band("met", least),), end)


def test_the_target_in_force_judges_its_quarter():
    first, second, other = aim(Q, 0.5), aim(Q + 4, 0.65), aim(Q, 0.9, ref="5.2.1.a")
    targets = [second, other, first]
    assert [in_force(targets, SHARE.ref, q) for q in (Q - 1, Q, Q + 3, Q + 4, Q + 40)] == [
        None,
        first,
        first,
        second,
        second,
    ]
    assert in_force([], SHARE.ref, Q) is None


def test_a_target_that_has_ended_judges_nothing_more():
    first, second = aim(Q, 0.5, Q + 1), aim(Q + 4, 0.65, Q + 4)
    assert [in_force([first, second], SHARE.ref, Q + i) for i in range(6)] == [
        first,
        first,
        None,
        None,
        second,
        None,
    ]


BANDS = (Band("On target", 0.65), Band("Close", 0.5), Band("Off target"))


@pytest.mark.parametrize(
    ("value", "n", "name"),
    [
        (1.0, 20, "On target"),
        (13 / 20, 20, "On target"),
        (0.6499, 20, "Close"),
        (0.5, 20, "Close"),
        (0.4999, 20, "Off target"),
        (0.0, 20, "Off target"),
    ],
)
def test_the_band_of_a_percentage(value, n, name):
    assert band_of(Target(SHARE.ref, Q, BANDS), value, n, SHARE).name == name


def test_no_verdict_below_a_set_number():
    target = Target(SHARE.ref, Q, BANDS, lowest_n=12)
    assert [band_of(target, 0.7, n, SHARE) is TOO_FEW for n in (0, 1, 11, 12, 13)] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert (
        band_of(target, 0.7, None, SHARE) is TOO_FEW and band_of(target, 0.7, float("nan"), SHARE) is TOO_FEW
    )
    assert (
        band_of(target, None, 20, SHARE) is NO_VALUE and band_of(target, float("nan"), 0, SHARE) is NO_VALUE
    )
    assert Target(SHARE.ref, Q, BANDS).lowest_n == LOWEST_N


def test_a_count_has_no_number_of_people_of_its_own():
    assert band_of(aim(Q, 100, ref=COUNTED.ref), 100.0, None, COUNTED).name == "met"
    assert band_of(aim(Q, 100, ref=COUNTED.ref), 3.0, None, COUNTED) is BEYOND


def test_where_lower_is_better_a_band_goes_down_from_its_value():
    target = Target(PAIN.ref, Q, (Band("Good", -2), Band("Some", -0.5)))
    assert [band_of(target, v, 20, PAIN).name for v in (-3, -2, -1.9, -0.5)] == [
        "Good",
        "Good",
        "Some",
        "Some",
    ]
    assert band_of(target, -0.4, 20, PAIN) is BEYOND


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([SHARE, STAR, PAIN, COUNTED]),
    st.lists(st.integers(0, 10), min_size=1, max_size=4, unique=True),
    st.integers(0, 10),
)
def test_the_band_is_the_best_one_that_is_reached(measure, leasts, value):
    ordered = sorted(leasts, reverse=measure.better == "higher")
    target = Target(measure.ref, Q, tuple(Band(str(least), least / 10) for least in ordered))
    reached = [
        least for least in ordered if (value >= least if measure.better == "higher" else value <= least)
    ]
    expected = str((max if measure.better == "higher" else min)(reached)) if reached else BEYOND.name
    assert band_of(target, value / 10, 20, measure).name == expected


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: aim(Q, 65), "a percentage is written as a proportion from 0 to 1, 65% as 0.65"),
        (lambda: aim(Q, -1, ref=COUNTED.ref), "a count cannot be below 0"),
        (lambda: aim(Q, "0.65"), "write a number"),
        (lambda: aim(Q, True), "write a number"),
        (lambda: aim(Q, float("nan")), "write a number"),
        (lambda: aim(Q, 10**400, ref=COUNTED.ref), "write a number"),
        (lambda: aim(Q, ref="5.9.9.z"), "There is no measure '5.9.9.z'"),
        (lambda: aim(Q, ref=["5.1.1.b"]), "There is no measure"),
        (lambda: aim(Q, end=Q - 1), "ends before it begins"),
        (lambda: aim("2024/25 Q1"), "it is a quarter"),
        (lambda: Target(SHARE.ref, Q, ()), "its first band is the target itself"),
        (lambda: Target(SHARE.ref, Q, (Band("met"),)), "its first band is the target itself"),
        (lambda: Target(SHARE.ref, Q, (Band(" ", 0.5),)), "write it in words"),
        (lambda: Target(SHARE.ref, Q, (Band("x" * 61, 0.5),)), "up to 60 characters"),
        (lambda: Target(SHARE.ref, Q, (Band("a\nb", 0.5),)), "on one line"),
        (lambda: Target(SHARE.ref, Q, (Band("a", 0.5), Band("b", 0.6))), '"b" comes after "a"'),
        (lambda: Target(SHARE.ref, Q, (Band("a", 0.5), Band("b", 0.5))), '"b" comes after "a"'),
        (lambda: Target(PAIN.ref, Q, (Band("a", -1), Band("b", -2))), '"b" comes after "a"'),
        (lambda: Target(SHARE.ref, Q, (Band("a", 0.5), Band("b"), Band("c", 0.2))), '"c" comes after "b"'),
        (lambda: Target(SHARE.ref, Q, (Band("a", 0.5), Band("a", 0.2))), "one name"),
        (lambda: Target(SHARE.ref, Q, BANDS, lowest_n=0), "write a whole number from 1"),
        (lambda: Target(SHARE.ref, Q, BANDS, lowest_n=2.5), "write a whole number from 1"),
        (lambda: Target(SHARE.ref, Q, BANDS, baseline=52), "The baseline of 5.1.1.b is 52"),
        (lambda: Rebasing("5.1.1.b", Q, ""), "write it in words"),
        (lambda: Rebasing("5.1.1.b", Q, None), "write it in words"),
        (lambda: Rebasing("nothing", Q, "why"), "There is no measure"),
        (lambda: Rebasing("5.1.1.b", 2024.5, "why"), "it is a quarter"),
    ],
)
def test_what_is_no_target_or_step_is_refused_in_words(made, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        made()


def test_every_measure_can_have_a_target():
    for measure in MEASURES:
        assert band_of(aim(Q, 0.5, ref=measure.ref), 0.5, 20, measure).name == "met"


def written(tmp_path, content) -> str:
    path = tmp_path / "rows.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def test_rows_of_targets():
    rows = [
        {"ref": "5.1.1.b", "from": "2025/26 Q1", "bands": [{"name": "met", "least": 0.7}]},
        {"ref": "5.1.1.b", "from": "2024/25 Q1", "to": "2024/25 Q4", "lowest_n": 12, "baseline": 0.52,
         "bands": [{"name": "On target", "least": 0.65}, {"name": "Close", "least": 0.5},
                    {"name": "Off target"}]},
    ]  # fmt: skip
    assert targets_of(rows) == (
        Target("5.1.1.b", Q, BANDS, Q + 3, 12, 0.52),
        aim(Q + 4, 0.7),
    )
    assert targets_of([]) == ()


def test_rows_of_steps():
    rows = [
        {"ref": "5.1.1.b", "quarter": "2024/25 Q3", "reason": "New form"},
        {"ref": "5.1.1.a", "quarter": "2024/25 Q1", "reason": "New model"},
    ]
    steps = steps_of_rows(rows)
    assert steps == (Rebasing("5.1.1.a", Q, "New model"), Rebasing("5.1.1.b", Q + 2, "New form"))
    assert steps_of(steps, "5.1.1.b") == [Rebasing("5.1.1.b", Q + 2, "New form")]
    assert steps_of(steps, "5.2.1.a") == []


def test_what_is_written_is_read_again():
    targets = (
        Target("5.1.1.b", Q, BANDS, Q + 3, 12, 0.52),
        aim(Q + 4),
        Target(PAIN.ref, Q, (Band("Müßig – “so”", -1.5),)),
    )
    assert targets_of([json.loads(json.dumps(one.as_dict())) for one in targets]) == targets
    steps = (Rebasing("5.1.1.a", Q, "New model"), Rebasing("5.1.1.b", Q + 2, "New form"))
    assert steps_of_rows([json.loads(json.dumps(one.as_dict())) for one in steps]) == steps


TARGET = {"ref": "5.1.1.b", "from": "2024/25 Q1", "bands": [{"name": "met", "least": 0.65}]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([5], "A target is 5"),
        ([{}], "A target has no 'bands'"),
        ([TARGET | {"until": "2024/25 Q2"}], "unknown 'until'"),
        ([TARGET | {"from": "Q1"}], "write a quarter such as 2024/25 Q1"),
        ([TARGET | {"from": None}], "write a quarter such as 2024/25 Q1"),
        ([TARGET | {"from": 2024}], "write a quarter such as 2024/25 Q1"),
        ([TARGET | {"from": "2024/25 Q1..2024/25 Q3"}], "write a quarter such as 2024/25 Q1"),
        ([TARGET | {"to": "soon"}], "The 'to' of the target of 5.1.1.b is 'soon'"),
        ([TARGET | {"bands": "65%"}], "The bands of 5.1.1.b are not a list"),
        ([TARGET | {"bands": ["65%"]}], "A band is '65%'"),
        ([TARGET | {"bands": [{"least": 0.65}]}], "A band has no 'name'"),
        ([TARGET | {"bands": [{"name": ["met"], "least": 0.65}]}], "write it in words"),
        ([TARGET | {"ref": {}}], "There is no measure"),
        ([TARGET, TARGET], "Two targets of 5.1.1.b are in force in 2024/25 Q1"),
        (
            [TARGET | {"to": "2024/25 Q3"}, TARGET | {"from": "2024/25 Q3"}],
            "Two targets of 5.1.1.b are in force in 2024/25 Q3",
        ),
    ],
)
def test_rows_that_are_no_targets(content, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        targets_of(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([{"ref": "5.1.1.b", "quarter": "2024/25 Q1"}], "A step has no 'reason'"),
        (
            [{"ref": "5.1.1.b", "quarter": "then", "reason": "why"}],
            "The quarter of the step of 5.1.1.b is 'then'",
        ),
        (
            [{"ref": "5.1.1.b", "quarter": "2024/25 Q1", "reason": why} for why in "ab"],
            "5.1.1.b has two steps in 2024/25 Q1",
        ),
        ([{"ref": "5.1.1.b", "quarter": "2024/25 Q1", "reason": 7}], "write it in words"),
    ],
)
def test_rows_that_are_no_steps(content, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        steps_of_rows(content)
