"""Years of age: as published tables head them, and as our returns' bands are laid onto them."""

import re
from functools import lru_cache
from typing import NamedTuple

from ieo_metrics.framework.words.text_normalisation import one_spelling

OLDEST = 120  # what is larger is no age
# The age of criminal responsibility in England and Wales, and the lowest age of the bands that are known.
YOUNGEST_COUNTED = 10


class Ages(NamedTuple):
    """Whole years of age from the lowest to the highest, both within; `highest` is None where it is open."""

    lowest: int
    highest: int | None

    @property
    def in_words(self) -> str:
        """`10 to 17`, `18`, `90 and over`, `all ages`."""
        if self.highest is None:
            return f"{self.lowest} and over" if self.lowest else "all ages"
        return str(self.lowest) if self.lowest == self.highest else f"{self.lowest} to {self.highest}"


ALL_AGES = Ages(0, None)
_BEFORE = r"(?:(?:persons? |people )?aged? |ages |a)?"
_YEARS = r"(?: years?)?(?: old| of age)?"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"{_BEFORE}(\d+){_YEARS}(?: ?(?:-|to|and under|/) ?(\d+){_YEARS})?", "both"),
    (rf"{_BEFORE}(\d+){_YEARS} ?(?:\+|plus|and over|or over|and above|and older|or older){_YEARS}", "open"),
    (rf"{_BEFORE}(\d+){_YEARS} (?:and|or) (?:under|younger|below){_YEARS}", "up to"),
    (rf"{_BEFORE}(?:up to|0 to) (\d+){_YEARS}", "up to"),
    (rf"{_BEFORE}(?:under|below|less than|younger than) (\d+)s?{_YEARS}", "under"),
    (rf"{_BEFORE}(?:over|older than) (\d+)s?{_YEARS}", "over"),
)
_ENDS = {
    "both": lambda first, last: Ages(first, first if last is None else last),
    "open": lambda first, last: Ages(first, None),
    "up to": lambda first, last: Ages(0, first),
    "under": lambda first, last: Ages(0, first - 1),
    "over": lambda first, last: Ages(first + 1, None),
}
_ALL = re.compile(
    r"(?:total|all)(?: ?[:,-]? ?(?:ages?|persons?|people|usual residents|categories.*|aged? .*))?"
    r"|total ?: ?all .*"
)


@lru_cache(maxsize=2048)
def ages_in(text: str) -> Ages | None:
    """The ages that a heading or a cell names: `0`, `90+`, `Age 0`, `Aged 10 to 14 years`, `All ages`; None
    where it names none."""
    said = one_spelling(text)
    for form, kind in _FORMS:
        if found := re.fullmatch(form, said):
            numbers = [None if part is None else int(part) for part in (*found.groups(), None)]
            ages: Ages = _ENDS[kind](numbers[0], numbers[1])
            is_age = 0 <= ages.lowest <= (OLDEST if ages.highest is None else ages.highest) <= OLDEST
            return ages if is_age else None
    return ALL_AGES if _ALL.fullmatch(said) else None


class BandAges(NamedTuple):
    """The years of age of a band of our returns. `ages`: None where it has none that people can be counted
    in; `why_none`: then why, as the end of a sentence."""

    ages: Ages | None
    why_none: str = ""


def ages_of_band(band: str) -> BandAges:
    """A band as it is written in the returns (`under 18`, `18 to 21`, `21 - 25`), in years of age. What is
    under an age begins at 10; what has no upper end has no number of young people."""
    ages = ages_in(band)
    if ages is None:
        return BandAges(None, f"“{band}” names no years of age")
    if ages.highest is None:
        return BandAges(None, f"“{band}” has no upper end, so no number of young people belongs to it")
    if ages.highest < YOUNGEST_COUNTED:
        return BandAges(ages)
    return BandAges(ages if ages.lowest else Ages(YOUNGEST_COUNTED, ages.highest))
