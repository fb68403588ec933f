"""The shape of a case worked by hand, and short ways to write its answers."""

from typing import NamedTuple

from ieo_metrics.framework.configuration.settings import Settings

from .plain import PlainReturn

Key = tuple[str, str, str]  # ref, label, area


class Golden(NamedTuple):
    """`expected`: (ref, label, area) → (value, numerator, denominator, left out, marker)."""

    name: str
    returns: list[PlainReturn]
    settings: Settings
    expected: dict[Key, tuple]

    @property
    def by_district(self) -> bool:
        return any(area != "all" for _, _, area in self.expected)

    @property
    def year_to_date(self) -> bool:
        return any(label.endswith("YTD") for _, label, _ in self.expected)


SSJ, POLICE, NO_LIMITS, ARTSWORK, ROCK_POOL = (
    "Society of St James",
    "Constabulary",
    "No Limits",
    "Artswork",
    "Rock Pool",
)
DEFAULT = Settings()
X = (None, None, None, None, "x")


def z(left_out: int = 0) -> tuple:
    return None, 0, 0, left_out, "z"


def count(value: int, left_out: int = 0) -> tuple:
    return value, value, None, left_out, ""


def share(numerator: int, denominator: int, left_out: int = 0, marker: str = "") -> tuple:
    return numerator / denominator, numerator, denominator, left_out, marker
