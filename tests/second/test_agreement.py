"""The real implementation agrees with the hand-worked tables and, on generated returns, with the second
implementation."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.configuration.settings import Settings

from . import generate
from .golden import GOLDEN
from .plain import Answer, PlainReturn
from .real import compute_real
from .slow import compute
from .worked import Golden


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.name)
def test_hand_worked(case: Golden) -> None:
    found = compute_real(case.returns, case.settings, case.by_district, case.year_to_date)
    assert {key: found[key].short() for key in case.expected} == case.expected


def differences(ours: dict[tuple, Answer], theirs: dict[tuple, Answer]) -> list[str]:
    """Where two sets of answers differ; intervals may differ in their last digits, which come of another
    order of arithmetic."""
    out = []
    for key in sorted(set(ours) | set(theirs)):
        a, b = ours.get(key), theirs.get(key)
        if (
            a is None
            or b is None
            or a.short() != b.short()
            or any(not _near(getattr(a, end), getattr(b, end)) for end in ("lower", "upper"))
        ):
            out.append(f"{key}: real {a}, second {b}")
    return out


def _near(a: float | None, b: float | None) -> bool:
    return a is b or (a is not None and b is not None and abs(a - b) < 1e-12)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(generate.returns(), generate.settings(), st.booleans(), st.booleans())
def test_generated(
    returns: list[PlainReturn], chosen: Settings, by_district: bool, year_to_date: bool
) -> None:
    found = differences(
        compute_real(returns, chosen, by_district, year_to_date),
        compute(returns, chosen, by_district, year_to_date),
    )
    assert not found, "\n".join(found[:5])
