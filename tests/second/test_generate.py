"""The strategies draw what the rules are about, and the second implementation keeps the properties that the
text states."""

from hypothesis import given
from hypothesis import settings as limits

from ieo_metrics.framework.configuration.settings import Settings

from . import generate
from .plain import PlainReturn
from .slow import compute


@limits(max_examples=60, deadline=None)
@given(generate.returns(most_providers=3), generate.settings())
def test_properties(returns: list[PlainReturn], settings: Settings) -> None:
    answers = compute(returns, settings, by_district=True, year_to_date=True)
    for (ref, label, area), answer in answers.items():
        everywhere = answers[ref, label, "all"]
        assert (answer.marker == "x") == (everywhere.marker == "x") == (answer.left_out is None)
        if answer.marker == "x":
            continue
        if ref in ("5.1.1.b", "5.1.2.b", "5.1.2.d", "5.1.4.b", "5.2.1.a", "5.2.2.a", "5.2.2.c"):
            assert 0 <= answer.numerator <= answer.denominator <= everywhere.denominator
        if answer.lower is not None:
            assert answer.lower - 1e-9 <= answer.value <= answer.upper + 1e-9
        if ref == "5.1.5.b":
            assert answer.value <= answers["5.1.5.a", label, area].value


@limits(max_examples=40, deadline=None)
@given(generate.returns())
def test_a_superseded_return_serves_for_nothing(returns: list[PlainReturn]) -> None:
    """Everything that a return says in the quarters it covers can be taken back by empty returns, and said
    again by itself."""
    empty = [
        PlainReturn(one.programme, one.provider, one.dated, {name: [] for name in one.tables}, one.covers)
        for one in returns
    ]
    assert compute(returns) == compute([*returns, *empty, *returns])
