"""The readings that another officer could reasonably prefer: named, with their defaults, in one place."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ieo_metrics.framework.crime_harm import CrimeHarm, starter_harm
from ieo_metrics.framework.read_json_files import read_json
from ieo_metrics.framework.words.code_lists import STAR_AREAS


class Setting(NamedTuple):
    """One named choice: what it means in words, its default, and what it may be. `touches`: the topics whose
    measures it can change; `shares_only`: of those, the percentages only; `beside`: what must be said where the
    measure stands beside itself under another choice; `given`: what of a return is used whatever is chosen;
    `of_measures`: it is a list of measures, by reference, which `measures.checked_settings` looks up."""

    name: str
    title: str
    default: object
    choices: tuple[Any, ...]
    why: str
    touches: tuple[str, ...] = ()
    beside: str = ""
    shares_only: bool = False
    of_measures: bool = False
    given: str = ""


_FOLLOW_UP = ("no reoffence", "harm reduced")
_WINDOWS = (
    "A different window ends in a different quarter, so different young people are counted in this one."
)
_GIVEN_WINDOWS = (
    "Where the return itself gives the end of a window, whether a young person reoffended, or the harm "
    "before and after, that is used whatever is chosen."
)
_GIVEN_SCORES = "Where the return itself gives the harm before and after, that is used whatever is chosen."
_REF = r"\d\.\d\.\d+\.[a-z]"
# The limits of control charts: those that follow n, and those of Making Data Count, which are level.
FOLLOW_N, LEVEL = "follow the number of young people", "level (XmR)"
SETTINGS: tuple[Setting, ...] = (
    Setting(
        "follow_up_months",
        "Follow-up window, in months",
        12,
        (12, 6, 3),
        "How long after the start to look at reoffending and harm.",
        _FOLLOW_UP,
        _WINDOWS,
        given=_GIVEN_WINDOWS,
    ),
    Setting(
        "window_starts",
        "What starts the follow-up window",
        "support start",
        ("support start", "arrest", "support end"),
        "The framework does not say; support start is when the programme begins to act.",
        _FOLLOW_UP,
        _WINDOWS,
        given=_GIVEN_WINDOWS,
    ),
    Setting(
        "index_offence_in_before",
        "The index offence counts in the harm before",
        True,
        (True, False),
        "An offence on the start date itself led to the support.",
        ("harm reduced",),
        given=_GIVEN_SCORES,
    ),
    Setting(
        "zero_before_excluded",
        "People with a harm score of zero before are counted apart",
        True,
        (True, False),
        "A score of zero cannot reduce.",
        ("harm reduced",),
    ),
    Setting(
        "pain_scale_minimum",
        "Lowest score of the mental health pain scale",
        0,
        (0, 1),
        "Some forms of the scale begin at 0, some at 1.",
        ("pain scale",),
    ),
    Setting(
        "positive_change_points",
        "Points of the Outcomes Star that are a positive change",
        1,
        (1, 2),
        "The framework says only 'positive change': any rise, which is one point. Two points are a whole stage of the Star.",
        tuple(STAR_AREAS),
        "A young person whose score moved by fewer points, either way, is counted as the same.",
        shares_only=True,
    ),
    Setting(
        "people_counted",
        "People supported are counted",
        "while active",
        ("while active", "on starting"),
        "A young person supported across two quarters was supported in both.",
        ("engaged", "community"),
    ),
    Setting(
        "repeated_cohorts",
        "Repeated sessions of one cohort",
        "largest headcount",
        ("largest headcount", "added up"),
        "Each pupil attends two workshops, so adding them up would count the pupil twice.",
        ("young people", "young people in hotspot areas and priority schools", "school staff"),
    ),
    Setting(
        "small_number_threshold",
        "Small number threshold",
        5,
        (5, 8, 10),
        "Counts of people below it are hidden in what is shared. 5: as used by Ofqual, which shows 1 to 4 as “fewer than 5” (gov.uk, Rounding policy for statistical publications, 2025). 8: as used in Hospital Episode Statistics, which hide 1 to 7 (digital.nhs.uk, Disclosure control methodology for Hospital Episode Statistics, 2018). 10: as used by UK Longitudinal Linkage Collaboration for results of research (guidebook.ukllc.ac.uk, Statistical Disclosure Control, 2025).",
    ),
    Setting(
        "counts_rounded_to",
        "Counts of young people in what is shared are rounded to the nearest",
        1,
        (1, 5),
        "1: they are not rounded. 5, with a threshold of 8: as used in Hospital Episode Statistics below national level, which hide 1 to 7 and round all other counts to the nearest 5 (digital.nhs.uk, Disclosure control methodology for Hospital Episode Statistics, 2018).",
    ),
    Setting(
        "all_or_none_hidden",
        "Percentages of 0% and 100% are hidden in what is shared",
        False,
        (False, True),
        "What is true of everyone in a group is known of each of them, however many they are.",
    ),
    Setting(
        "shared_as_rolling",
        "Measures shared as rolling four quarters",
        (),
        ((),),
        "Where most quarters of a percentage or an average are too small to share, four quarters together may not be.",
        of_measures=True,
    ),
    Setting(
        "crime_harm_edition",
        "Cambridge Crime Harm Index edition",
        "2020",
        ("2020",),
        "The sentencing guidelines that the harm values are read from.",
        ("harm reduced",),
        given=_GIVEN_SCORES,
    ),
    Setting(
        "proactive_offences_count",
        "Offences found by police activity (proactively detected) count",
        True,
        (True, False),
        "Whether drugs or a weapon are found on somebody in a search depends on how much the police look. Where its workbook marks such offences, they can be left out of the harm.",
        ("harm reduced",),
        given=_GIVEN_SCORES,
    ),
    Setting(
        "control_limits",
        "Limits of control charts",
        FOLLOW_N,
        (FOLLOW_N, LEVEL),
        "A few young people move a percentage further by chance than many do; level limits, as Making Data Count draws them, flag quarters for having few.",
    ),
)


SETTING: dict[str, Setting] = {setting.name: setting for setting in SETTINGS}


def setting_title(name: str) -> str:
    """A setting's title, as people read it."""
    return SETTING[name].title


def setting_in_words(value: object) -> str:
    """A setting's value as it is said: yes, no, a list, or itself."""
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value)) or "none"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class Settings:
    """The settings in force. Every result is stamped with them; changing one re-computes all history.

    `crime_harm`: the edition's offences, with what the officer settled; the starter where none is given. Name
    and hashes follow from it. What was stored (`Settings(**as_dict())`) knows name and hashes only: it says
    by what a result was made, and measures nothing."""

    follow_up_months: int = 12
    window_starts: str = "support start"
    index_offence_in_before: bool = True
    zero_before_excluded: bool = True
    pain_scale_minimum: int = 0
    positive_change_points: int = 1
    people_counted: str = "while active"
    repeated_cohorts: str = "largest headcount"
    small_number_threshold: int = 5
    counts_rounded_to: int = 1
    all_or_none_hidden: bool = False
    shared_as_rolling: tuple[str, ...] = ()
    crime_harm_edition: str = ""
    proactive_offences_count: bool = True
    control_limits: str = FOLLOW_N
    crime_harm_sha256: str = ""
    crime_harm_settled: str = ""
    crime_harm: CrimeHarm = field(default=None, repr=False)  # type: ignore[assignment]  # never None once it is made

    def __post_init__(self) -> None:
        harm = self.crime_harm or self._named()
        stamps = {
            "crime_harm_edition": harm.name,
            "crime_harm_sha256": harm.sha256,
            "crime_harm_settled": harm.settled_sha256,
        }
        for name, value in stamps.items():
            if getattr(self, name) not in ("", value):
                raise ValueError(f"{name} is {getattr(self, name)!r}: it can be {value or 'blank'}")
            object.__setattr__(self, name, value)
        object.__setattr__(self, "crime_harm", harm)
        for setting in SETTINGS:
            value = getattr(self, setting.name)
            if setting.of_measures:
                object.__setattr__(self, setting.name, _references(setting.name, value))
                continue
            if setting.name not in stamps and not any(
                value == choice and type(value) is type(choice) for choice in setting.choices
            ):
                allowed = ", ".join(str(c) for c in setting.choices)
                raise ValueError(f"{setting.name} is {value!r}: it can be {allowed}")

    def _named(self) -> CrimeHarm:
        """The starter, or an edition of which only name and hashes are known."""
        named = self.crime_harm_edition, self.crime_harm_sha256, self.crime_harm_settled
        own = starter_harm()
        return (
            CrimeHarm(*named)
            if named[1] and all(isinstance(one, str) for one in named) and named != (own.name, own.sha256, "")
            else own
        )

    def in_words(self) -> list[tuple[str, str]]:
        """(title, value in words) of every setting, in their order: what every export is stamped with."""
        values = {s.name: setting_in_words(getattr(self, s.name)) for s in SETTINGS}
        values["crime_harm_edition"] += f", fingerprint {self.crime_harm_sha256[:12]}"
        if self.crime_harm_settled:
            values["crime_harm_edition"] += (
                f", with offences settled by the officer, fingerprint {self.crime_harm_settled[:12]}"
            )
        return [(s.title, values[s.name]) for s in SETTINGS]

    def as_dict(self) -> dict[str, object]:
        """The settings as they are stored: of the index only name and hashes."""
        values = {
            name: getattr(self, name)
            for name in (*(s.name for s in SETTINGS), "crime_harm_sha256", "crime_harm_settled")
        }
        return {name: list(one) if isinstance(one, tuple) else one for name, one in values.items()}


def _references(name: str, value: object) -> tuple[str, ...]:
    """A list of measures as it is kept: in order, each once. Raises ValueError for what is none."""
    if not isinstance(value, (list, tuple)) or not all(
        isinstance(one, str) and re.fullmatch(_REF, one) for one in value
    ):
        raise ValueError(f'{name} is {value!r}: it can be a list of measures, such as ["5.2.2.a"]')
    return tuple(sorted(set(value)))


def read_settings(path: str | Path, crime_harm: CrimeHarm | None = None) -> Settings:
    """Settings from a JSON file of some of the names above, under an edition in force: the starter where none
    is given. Raises ValueError saying which name or value is wrong."""
    given = read_json(path, "settings")
    known = {s.name for s in SETTINGS}
    if not isinstance(given, dict):
        raise ValueError('The settings file holds no settings: write for example {"follow_up_months": 6}')
    if unknown := sorted(set(given) - known):
        raise ValueError(f"Unknown setting {unknown[0]!r}: the settings are {', '.join(sorted(known))}")
    return Settings(**given, crime_harm=crime_harm or starter_harm())
