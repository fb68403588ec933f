"""What the headings of a published table of people say: which column is the area, which the age, and of whom
a column of numbers tells."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.published.population.ages import Ages, ages_in
from ieo_metrics.published.population.groups import EthnicGroup, ethnic_group_named, sex_named

# The first row whose form fits says what a column holds.
# The year is that of the boundaries: `2023 Upper tier local authorities`.
_TIERS = r"(?:(?:19|20)\d\d )?(?:lower|upper) tier local authorities(?: (?:19|20)\d\d)?"
_AREA = rf"(?:area|geography|geog|la|lad|local authority|ltla|utla|district|ons|gss|{_TIERS})"
ROLES: tuple[tuple[str, str], ...] = (
    (
        "code",
        rf"(?:{_AREA} )?(?:code|cd|codes)(?: \d+)?|mnemonic|ladcode ?\d*|lad ?\d*cd|lad \d+ code"
        r"|administrative geography",
    ),
    ("ignored", r".* code|.* cd|.*\bpercent\b.*|.*\brate\b.*"),
    ("year", r"(?:mid )?year|date(?: name)?|calendar years?|time"),
    (
        "age",
        r"ages?|c age(?: name)?|age(?: [a-z])? \d+ categories|single year of age|age (?:group|band)s?"
        r"|age in years",
    ),
    ("sex", r"(?:sex|gender)(?: name| \d+ categories)?"),
    ("ethnicity", r"ethnic(?:ity| groups?)(?: .*)?"),
    ("measure", r"measures?(?: name)?"),
    (
        "count",
        r"observations?|obs value|count|value|population|number(?: of (?:people|persons))?|usual residents"
        r"|v4 \d+",
    ),
    (
        "name",
        rf"(?:{_AREA} )?names?|laname ?\d*|lad ?\d*nm|lad \d+ name|areas?|local authorit.*|{_TIERS}"
        r"|districts?.*|unitary authorities.*",
    ),
    ("kind", r"geography(?: type)?|type|geographic(?:al)? level"),
)
AREA_ROLES = ("code", "name", "kind")
_YEAR = re.compile(r"(?:population|pop|mid|mid year|estimated population mid)?\s*((?:19|20)\d\d)")
_SEX_AND_AGE = re.compile(
    r"(m|f|males?|females?|persons?|all people|total)[\s:;,_-]*((?:aged? )?\d.*|all ages|total)", re.I
)


@dataclass(frozen=True)
class Told:
    """Of whom a number tells, as far as a heading, a line above the table or a cell says it."""

    ages: Ages | None = None
    sex: str | None = None
    ethnic: EthnicGroup | None = None
    year: int | None = None

    def completed_by(self, other: "Told") -> "Told":
        """With what the other says of what this does not."""
        lacking = {name: value for name, value in vars(other).items() if getattr(self, name) is None}
        return replace(self, **lacking)


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str:
    """What a column with this heading holds: a name of ROLES, or nothing."""
    word = normalised(heading)
    return next((role for role, form in ROLES if re.fullmatch(form, word)), "")


@lru_cache(maxsize=4096)
def told_by(heading: str) -> Told | None:
    """Of whom a column of numbers with this heading tells; None where it is not a heading of numbers."""
    if role_of(heading) == "count":
        return Told()
    if found := _YEAR.fullmatch(normalised(heading)):
        return Told(year=int(found[1]))
    if found := _SEX_AND_AGE.fullmatch(heading):
        return Told(ages=ages_in(found[2]), sex=sex_named(found[1]))
    ages = ages_in(heading)
    sex = None if ages else sex_named(heading)
    if ages is not None or sex is not None:
        return Told(ages=ages, sex=sex)
    ethnic = ethnic_group_named(heading)
    return Told(ethnic=ethnic) if ethnic else None
