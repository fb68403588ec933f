"""The record tables that every return is brought into, and their fields. The sheets that they arrive in are
in `layouts`."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ieo_metrics.framework.words.code_lists import (
    AGE_BAND,
    DISTRICT,
    ETHNICITY,
    GENDER,
    REFERRAL_STATUS,
    RENAMED_STAR_AREAS,
    SESSION_STATUS,
    SESSION_TYPE,
    SETTING,
    STAR_AREAS,
    YES_NO,
)
from ieo_metrics.framework.words.reference_and_school_matching import (
    loosened_cohort,
    loosened_school,
    loosened_urn,
    plain_year_group,
)

# What replaces free text in the store, and a person's reference: the first half of that is the same for
# references that are written alike.
HALF = 24  # hexadecimal digits: 96 bits, so that two people never share one by chance
TEXT_STAND_IN = re.compile(rf"[0-9a-f]{{{HALF}}}")
STAND_IN = re.compile(rf"\b(?:{TEXT_STAND_IN.pattern}){{1,2}}\b")
PERSON_STAND_IN = re.compile(rf"\b({TEXT_STAND_IN.pattern})({TEXT_STAND_IN.pattern})\b")


class Field(NamedTuple):
    """One column of a record table: how its cells are read, and what blank means there.

    `kind`: reference, date, whole number, number, category or text. A category's `words` give each value with
    what people write for it. `blank`: "must" (the row cannot be used without it), "should" (left out of what
    needs it, and listed), "not known", or what a blank stands for, in words, when it is an answer of its own.
    """

    name: str
    kind: str
    blank: str = ""
    words: dict[Any, tuple[str, ...]] | None = None
    lowest: float | None = None
    highest: float | None = None
    lowest_setting: str = ""  # the setting that says the lowest, where one does
    renamed: dict[Any, tuple[str, ...]] | None = (
        None  # other names of the answers, which the officer must confirm
    )
    spelled_by: Callable[[str], str] | None = None  # of a text: the one way to write what is surely the same
    # Of a text: what is left of it when what people vary is taken away; equal where it may be the same.
    loosened_by: Callable[[str], str] | None = None
    of_measures: bool = True  # whether a measure needs it; of what none needs nothing must be fixed
    own_words: bool = False  # an answer in words that nobody listed is kept, as a group of its own

    @property
    def yes_no(self) -> bool:
        return self.words is not None and set(self.words) == {True, False}

    @property
    def blank_is_answer(self) -> bool:
        """Whether a blank says something (still supported, delivered, one session), so that only an
        unreadable cell is no answer."""
        return self.blank not in ("", "must", "should", "not known")


class Table(NamedTuple):
    """One record table: which provider's, of which programme, and what one row is."""

    name: str
    programme: str
    provider: str
    row_is: str
    fields: tuple[Field, ...]
    dated_by: str
    persons: bool = True
    counts_by: str = (
        "date"  # date (of each row), period (every quarter in which it is active) or list (used whole)
    )

    checks: tuple[str, ...] = ()  # of its rows, by the names of `checking.checks_across_cells`
    supported_as: tuple[str, str] = ("", "")  # of periods: the field and answer of who is supported; else all

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


REFERENCE = Field("person_ref", "reference", "must")
_SCHOOL = Field("school", "text", "not known", loosened_by=loosened_school)
_URN = Field("urn", "text", "not known", loosened_by=loosened_urn)
# What the measures are broken down by, and none of them needs.
_GROUP: dict[str, Any] = {"kind": "category", "blank": "not known", "of_measures": False, "own_words": True}
_OF_READINGS = (
    "readings in each other's place",
    "references in each other's place",
    "nearly all worse",
    "lower half of the scale only",
    "after the return",
    "duplicates",
    "two scores of one day",
    "the same score throughout",
)

TABLES: tuple[Table, ...] = (
    Table(
        "support",
        "RESET",
        "Society of St James",
        "a period of support",
        (
            REFERENCE,
            Field("started", "date", "must"),
            Field("ended", "date", "still supported"),
            Field("setting", "category", "should", SETTING),
            Field("district", **_GROUP, words=DISTRICT),
            Field("age_band", **_GROUP, words=AGE_BAND),
            Field("gender", **_GROUP, words=GENDER),
            Field("ethnicity", **_GROUP, words=ETHNICITY),
        ),
        dated_by="started",
        counts_by="period",
        checks=(
            "references in each other's place",
            "starts a year from readings",
            "several described in two ways",
            "support ends before it starts",
            "after the return",
            "duplicates",
            "details differ",
        ),
    ),
    Table(
        "star_readings",
        "RESET",
        "Society of St James",
        "one reading of one area of one star",
        (
            REFERENCE,
            Field("date", "date", "must"),
            Field("area", "category", "must", STAR_AREAS, renamed=RENAMED_STAR_AREAS),
            Field("score", "whole number", "should", None, 1, 10),
        ),
        dated_by="date",
        checks=_OF_READINGS,
    ),
    Table(
        "pain_readings",
        "A&E Navigators",
        "No Limits",
        "one reading of the pain scale",
        (
            REFERENCE,
            Field("date", "date", "must"),
            Field("score", "whole number", "should", None, 0, 10, "pain_scale_minimum"),
        ),
        dated_by="date",
        checks=("first scores out of place", *_OF_READINGS),
    ),
    Table(
        "social_prescribing",
        "A&E Navigators",
        "No Limits",
        "a referral to social prescribing",
        (
            REFERENCE,
            Field("started", "date", "must"),
            Field("ended", "date", "still supported"),
            Field("status", "category", "not counted", REFERRAL_STATUS),
        ),
        dated_by="started",
        counts_by="period",
        supported_as=("status", "engaged"),
        checks=(
            "references in each other's place",
            "starts a year from readings",
            "support ends before it starts",
            "after the return",
            "duplicates",
            "ended without support",
        ),
    ),
    Table(
        "follow_up",
        "RESET",
        "Constabulary",
        "one person's follow-up by the Constabulary",
        (
            REFERENCE,
            Field("started", "date", "not known"),
            Field("window_end", "date", "start and the follow-up window"),
            Field("traced", "category", "yes where Reoffended is answered", words=YES_NO),
            Field("reoffended", "category", "not known", words=YES_NO),
            Field("chi_before", "number", "not known", None, 0, 1_000_000),
            Field("chi_after", "number", "not known", None, 0, 1_000_000),
            Field("arrested", "date", "not known"),
        ),
        dated_by="window_end",
        checks=(
            "follow-up ends before it starts",
            "follow-up dates",
            "duplicates",
            "follow-ups differ",
            "scores in each other's place",
            "answers in each other's place",
            "answers turned round",
            "references in each other's place",
            "answered and untraced",
        ),
    ),
    Table(
        "offences",
        "RESET",
        "Constabulary",
        "one offence",
        (
            REFERENCE,
            Field("offence_date", "date", "should"),
            Field("ho_code", "text", "not known"),
            Field("offence", "text", "not known"),
            Field("chi", "number", "not known", None, 0, 100_000),
        ),
        dated_by="offence_date",
        counts_by="list",
        checks=("after the return", "duplicates", "values of offences"),
    ),
    Table(
        "school_sessions",
        "Choices",
        "Artswork",
        "a Choices session",
        (
            Field("date", "date", "must"),
            _SCHOOL._replace(blank="should"),
            _URN,
            Field("district", **_GROUP, words=DISTRICT),
            Field("cohort", "text", "not known", spelled_by=plain_year_group, loosened_by=loosened_cohort),
            Field("activity", "text", "not known", of_measures=False),
            Field("status", "category", "delivered", SESSION_STATUS),
            Field("young_people_reached", "whole number", "should", None, 0, 5000),
            Field("staff_engaged", "whole number", "should", None, 0, 1000),
            Field("hotspot", "category", "not known", YES_NO),
            Field("priority", "category", "not known", YES_NO),
        ),
        dated_by="date",
        persons=False,
        checks=(
            "after the return",
            "duplicates",
            "sheets repeat",
            "schools without cohort",
            "classes beside their year",
            "headcounts in each other's place",
            "school and URN in each other's place",
            "one URN for several schools",
            "year groups elsewhere",
            "year group above",
            "headcount without session",
            "planned and past",
            "more staff than young people",
            "the same headcount throughout",
        ),
    ),
    Table(
        "school_list",
        "Choices",
        "Artswork",
        "a school in a hotspot area or on the priority list",
        (
            _URN,
            _SCHOOL,
            Field("hotspot", "category", "not known", YES_NO),
            Field("priority", "category", "not known", YES_NO),
            Field("valid_from", "date", "from the beginning"),
            Field("valid_to", "date", "still in force"),
        ),
        dated_by="valid_from",
        persons=False,
        counts_by="list",
        checks=(
            "lists differ",
            "school and URN in each other's place",
            "taken off a list before it was on it",
        ),
    ),
    Table(
        "police_sessions",
        "TIPS",
        "Rock Pool",
        "a TIPS session",
        (
            Field("date", "date", "must"),
            Field("type", "category", "must", SESSION_TYPE),
            Field("practitioner", "text", "not known", of_measures=False),
            Field("team", "text", "not known", of_measures=False),
            Field("attendees", "whole number", "not known", None, 0, 5000, of_measures=False),
            Field("status", "category", "delivered", SESSION_STATUS),
            Field("number", "whole number", "one session", None, 0, 1000),
        ),
        dated_by="date",
        persons=False,
        checks=(
            "after the return",
            "duplicates",
            "sheets repeat",
            "headcounts in each other's place",
            "headcount without session",
            "planned and past",
            "sessions and attendees",
            "the same headcount throughout",
        ),
    ),
)
TABLE: dict[str, Table] = {t.name: t for t in TABLES}
