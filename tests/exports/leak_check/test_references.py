"""The references and names that are looked for in what is shared."""

import pandas as pd
import pytest

from ieo_metrics.exports.leak_check.references_in_returns import references_in_returns


class Governed:
    def __init__(self, **columns: list[str]) -> None:
        self.tables = {"support": pd.DataFrame(columns).astype("category")}


@pytest.mark.parametrize(
    ("field", "told", "plain"),
    [
        ("person_ref", ["RST-0417", "10432", "A 12", "2024B"], ["2024", "A1", "Jayden", "417"]),
        ("practitioner", ["A. Officer", "Mary Rose 2"], ["Officer", "J C", " Sam "]),
        ("school", ["Park Community School"], ["Park", "116001"]),
    ],
)
def test_what_tells_of_somebody_is_looked_for_and_what_any_report_says_is_not(field, told, plain):
    values = told + plain
    assert references_in_returns(Governed(**{field: values})) == frozenset(told)


def test_other_columns_are_not_looked_at():
    assert references_in_returns(Governed(district=["New Forest", "RST-0417"])) == frozenset()
