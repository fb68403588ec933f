"""The record tables that every return is brought into, their fields, and the layouts in which they arrive.

A **field** is a column of a record table. A **slot** is a column of a provider's sheet: a field, or one reading of one
area in a wide sheet. A **layout** is one shape of sheet: its slots, and the records that each of its rows gives.
"""

from dataclasses import dataclass, replace

from ieo_metrics.framework.words import (
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
    normal,
)


@dataclass(frozen=True)
class Field:
    """One column of a record table: how its cells are read, and what blank means there.

    `kind`: reference, date, whole number, number, category or text. A category's `words` give each value with what
    people write for it. `blank`: "must" (the row cannot be used without it), "should" (left out of what needs it, and
    listed), "not known", or what a blank stands for, in words, when it is an answer of its own.
    """

    name: str
    kind: str
    blank: str = ""
    words: dict | None = None
    lowest: float | None = None
    highest: float | None = None
    lowest_setting: str = ""  # the setting that says the lowest, where one does
    renamed: dict | None = None  # other names of the answers, which the officer must confirm

    @property
    def blank_is_answer(self) -> bool:
        """Whether a blank says something (still supported, delivered, one session), so that only an unreadable cell is no answer."""
        return self.blank not in ("", "must", "should", "not known")


@dataclass(frozen=True)
class Table:
    """One record table: which provider's, of which programme, and what one row is."""

    name: str
    programme: str
    provider: str
    row_is: str
    fields: tuple[Field, ...]
    dated_by: str
    persons: bool = True
    counts_by: str = "date"  # date (of each row), period (every quarter in which it is active) or list (used whole)

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


_REF = Field("person_ref", "reference", "must")
_YN = {"kind": "category", "words": YES_NO}

TABLES: tuple[Table, ...] = (
    Table(
        "support",
        "RESET",
        "Society of St James",
        "a period of support",
        (
            _REF,
            Field("started", "date", "must"),
            Field("ended", "date", "still supported"),
            Field("setting", "category", "should", SETTING),
            Field("district", "category", "not known", DISTRICT),
            Field("age_band", "category", "not known", AGE_BAND),
            Field("gender", "category", "not known", GENDER),
            Field("ethnicity", "category", "not known", ETHNICITY),
        ),
        dated_by="started",
        counts_by="period",
    ),
    Table(
        "star_readings",
        "RESET",
        "Society of St James",
        "one reading of one area of one star",
        (
            _REF,
            Field("date", "date", "must"),
            Field("area", "category", "must", STAR_AREAS, renamed=RENAMED_STAR_AREAS),
            Field("score", "whole number", "should", None, 1, 10),
        ),
        dated_by="date",
    ),
    Table(
        "pain_readings",
        "A&E Navigators",
        "No Limits",
        "one reading of the pain scale",
        (_REF, Field("date", "date", "must"), Field("score", "whole number", "should", None, 0, 10, "pain_scale_minimum")),
        dated_by="date",
    ),
    Table(
        "social_prescribing",
        "A&E Navigators",
        "No Limits",
        "a referral to social prescribing",
        (_REF, Field("started", "date", "must"), Field("ended", "date", "still supported"), Field("status", "category", "not counted", REFERRAL_STATUS)),
        dated_by="started",
        counts_by="period",
    ),
    Table(
        "follow_up",
        "RESET",
        "Constabulary",
        "one person's follow-up by the Constabulary",
        (
            _REF,
            Field("started", "date", "not known"),
            Field("window_end", "date", "start and the follow-up window"),
            Field("traced", "category", "yes where Reoffended is answered", words=YES_NO),
            Field("reoffended", "category", "not known", words=YES_NO),
            Field("chi_before", "number", "not known", None, 0, 1_000_000),
            Field("chi_after", "number", "not known", None, 0, 1_000_000),
            Field("arrested", "date", "not known"),
        ),
        dated_by="window_end",
    ),
    Table(
        "offences",
        "RESET",
        "Constabulary",
        "one offence",
        (
            _REF,
            Field("offence_date", "date", "should"),
            Field("ho_code", "text", "not known"),
            Field("offence", "text", "not known"),
            Field("chi", "number", "not known", None, 0, 100_000),
        ),
        dated_by="offence_date",
        counts_by="list",
    ),
    Table(
        "school_sessions",
        "Choices",
        "Artswork",
        "a Choices session",
        (
            Field("date", "date", "must"),
            Field("school", "text", "should"),
            Field("urn", "text", "not known"),
            Field("district", "category", "not known", DISTRICT),
            Field("cohort", "text", "not known"),
            Field("activity", "text", "not known"),
            Field("status", "category", "delivered", SESSION_STATUS),
            Field("young_people_reached", "whole number", "should", None, 0, 5000),
            Field("staff_engaged", "whole number", "should", None, 0, 1000),
            Field("hotspot", **_YN, blank="not known"),
            Field("priority", **_YN, blank="not known"),
        ),
        dated_by="date",
        persons=False,
    ),
    Table(
        "school_list",
        "Choices",
        "Artswork",
        "a school in a hotspot area or on the priority list",
        (
            Field("urn", "text", "not known"),
            Field("school", "text", "not known"),
            Field("hotspot", **_YN, blank="not known"),
            Field("priority", **_YN, blank="not known"),
            Field("valid_from", "date", "from the beginning"),
            Field("valid_to", "date", "still in force"),
        ),
        dated_by="valid_from",
        persons=False,
        counts_by="list",
    ),
    Table(
        "police_sessions",
        "TIPS",
        "Rock Pool",
        "a TIPS session",
        (
            Field("date", "date", "must"),
            Field("type", "category", "must", SESSION_TYPE),
            Field("practitioner", "text", "not known"),
            Field("team", "text", "not known"),
            Field("attendees", "whole number", "not known", None, 0, 5000),
            Field("status", "category", "delivered", SESSION_STATUS),
            Field("number", "whole number", "one session", None, 0, 1000),
        ),
        dated_by="date",
        persons=False,
    ),
)
TABLE: dict[str, Table] = {t.name: t for t in TABLES}


@dataclass(frozen=True)
class Slot:
    """One column of a provider's sheet: the heading we print, the headings we know, the field whose cells it holds.

    `needed`: "to recognise" (without it the sheet is not this table), "one of" (one of these is enough to recognise it),
    "to count" (its absence is a question), or "". `made_of`: words and ends (normalised) that are put together either way
    round, as "meaningful use of time first" and "first meaningful use of time".
    """

    name: str
    field: str
    title: str
    headings: tuple[str, ...] = ()
    needed: str = ""
    made_of: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def known(self) -> list[str]:
        """Every heading of the slot, normalised."""
        words, ends = self.made_of
        return [normal(h) for h in (self.title, *self.headings)] + [h for word in words for end in ends for h in (f"{word} {end}", f"{end} {word}")]


@dataclass(frozen=True, eq=False)
class Layout:
    """One shape in which a table arrives. `records`: what each row gives, as {field: slot}, or {field: =constant}."""

    table: str
    shape: str
    slots: tuple[Slot, ...]
    records: tuple[dict[str, str], ...] = ()
    template_sheet: str = ""


_PERSON = Slot(
    "person_ref",
    "person_ref",
    "Young person ref",
    (
        "YP ref", "YP reference", "Young person reference", "Young person's ref", "Person ref", "Person reference", "Participant ref", "Participant reference",
        "Client ref", "Client reference", "Ref", "Reference", "Reference number", "Ref no", "Ref number", "Unique ref", "Unique reference", "Unique ID", "ID",
        "YP ID", "Young person ID", "Client ID", "Participant ID", "Person ID", "Case ID", "Case ref", "Case reference", "Service user ref", "Service user ID",
        "RESET ref", "RESET ID", "person_ref",
    ),
    "to recognise",
)  # fmt: skip


def _date(name: str, title: str, *headings: str, needed: str = "to recognise") -> Slot:
    return Slot(name, "date", title, headings, needed)


def _itself(*slots: Slot) -> tuple[dict[str, str], ...]:
    return ({slot.field: slot.name for slot in slots},)


_SUPPORT = (
    _PERSON,
    Slot(
        "started",
        "started",
        "Support started",
        ("Started", "Start date", "Support start", "Support start date", "Date support started", "Date started"),
        "to recognise",
    ),
    Slot(
        "ended",
        "ended",
        "Support ended",
        ("Ended", "End date", "Support end", "Support end date", "Date support ended", "Date ended", "Closed", "Date closed"),
        "to count",
    ),
    Slot("setting", "setting", "Setting", ("Support setting", "Community or custody", "Custody or community", "Where supported"), "to recognise"),
    Slot("district", "district", "District", ("Local authority", "Area", "Local authority area", "LA", "Home district")),
    Slot("age_band", "age_band", "Age band", ("Age group", "Age range")),
    Slot("gender", "gender", "Gender", ("Sex",)),
    Slot("ethnicity", "ethnicity", "Ethnicity", ("Ethnic group", "Ethnic origin")),
)

FIRST = ("first", "initial", "baseline", "start", "entry", "first score", "initial score", "baseline score", "pre", "before")
LATEST = ("latest", "last", "current", "most recent", "review", "latest score", "final", "latest review", "post", "after", "exit", "end")
_FIRST_DATES = (
    "First date",
    "Date of first star",
    "First star",
    "Initial star date",
    "Baseline date",
    "Date of first reading",
    "Initial date",
    "Baseline star date",
    "First reading date",
    "First score date",
    "Date of first score",
)
_LATEST_DATES = (
    "Latest date",
    "Date of latest star",
    "Latest star",
    "Current star date",
    "Review date",
    "Last star date",
    "Date of latest reading",
    "Last date",
    "Most recent star date",
    "Latest reading date",
    "Latest score date",
    "Date of latest score",
    "Latest review date",
)


def _areas(ends: tuple[str, ...], prefix: str) -> tuple[Slot, ...]:
    """A slot for each star area; in wide sheets for its first or its latest score, whichever side the word stands on."""
    return tuple(
        Slot(f"{prefix}{area}", "score", f"{area.capitalize()} - {ends[0]}", (), "one of", ((normal(area), *others), ends))
        if ends
        else Slot(f"{prefix}{area}", "score", area.capitalize(), others, "one of")
        for area, others in STAR_AREAS.items()
    )


_FIRST_AREAS, _LATEST_AREAS, _AREAS = _areas(FIRST, "first: "), _areas(LATEST, "latest: "), _areas((), "")
_READING_DATE = _date(
    "date",
    "Date",
    "Star date",
    "Date of star",
    "Date completed",
    "Reading date",
    "Score date",
    "Date of reading",
    "Review date",
    "Assessment date",
    "Date of assessment",
    "Date of score",
)
_FIRST_DATE = _date("first_date", "First star date", *_FIRST_DATES)
_LATEST_DATE = _date("latest_date", "Latest star date", *_LATEST_DATES)
_PAIN_WORDS = (
    "Pain score",
    "Pain scale",
    "Pain scale score",
    "Mental health pain scale",
    "Mental health pain score",
    "Mental health pain scale score",
    "MH pain scale",
    "MH pain score",
)

_SESSION_DATE = Slot(
    "date", "date", "Date", ("Session date", "Date of session", "Date delivered", "Delivery date", "Date of workshop", "Workshop date"), "to recognise"
)
_STATUS = Slot("status", "status", "Status", ("Session status", "Delivery status", "Delivered?"))
_SCHOOL = Slot("school", "school", "School", ("School name", "Name of school", "School or college", "Setting name", "Education setting"), "to recognise")
_URN = Slot("urn", "urn", "URN", ("School URN", "Unique reference number", "DfE URN"))
_HOTSPOT = Slot("hotspot", "hotspot", "Hotspot area", ("Hotspot", "In hotspot area", "Hotspot area?", "Hot spot", "Hot spot area", "Hotspot school"))
_PRIORITY = Slot("priority", "priority", "Priority school", ("Priority", "Priority school?", "On priority list"))

LAYOUTS: tuple[Layout, ...] = (
    Layout("support", "one row per period", _SUPPORT, _itself(*_SUPPORT), "Support"),
    Layout(
        "star_readings",
        "wide",
        (_PERSON, _FIRST_DATE, _LATEST_DATE, *(slot for pair in zip(_FIRST_AREAS, _LATEST_AREAS, strict=True) for slot in pair)),
        tuple(
            {"person_ref": "person_ref", "date": f"{end}_date", "area": f"={area}", "score": f"{end}: {area}"}
            for area in STAR_AREAS
            for end in ("first", "latest")
        ),
        "Outcomes Star",
    ),
    Layout(
        "star_readings",
        "one row per star",
        (_PERSON, _READING_DATE, *_AREAS),
        tuple({"person_ref": "person_ref", "date": "date", "area": f"={area}", "score": area} for area in STAR_AREAS),
    ),
    Layout(
        "star_readings",
        "long",
        (
            _PERSON,
            _READING_DATE,
            Slot("area", "area", "Area", ("Star area", "Outcome area", "Outcome", "Scale", "Star outcome", "Outcomes Star area"), "to recognise"),
            Slot("score", "score", "Score", ("Star score", "Reading", "Outcome score", "Area score"), "to recognise"),
        ),
        ({"person_ref": "person_ref", "date": "date", "area": "area", "score": "score"},),
    ),
    Layout(
        "pain_readings",
        "wide",
        (
            _PERSON,
            _date("first_date", "First date", *_FIRST_DATES),
            Slot(
                "first_score",
                "score",
                "First score",
                ("Initial score", "Baseline score", "First pain score", "Score at first", "Initial pain score", "First pain scale score", "First pain scale"),
                "to recognise",
            ),
            _date("latest_date", "Latest date", *_LATEST_DATES),
            Slot(
                "latest_score",
                "score",
                "Latest score",
                ("Last score", "Current score", "Review score", "Latest pain score", "Most recent score", "Latest pain scale score", "Latest pain scale"),
                "to recognise",
            ),
        ),
        (
            {"person_ref": "person_ref", "date": "first_date", "score": "first_score"},
            {"person_ref": "person_ref", "date": "latest_date", "score": "latest_score"},
        ),
        "Pain scale",
    ),
    Layout(
        "pain_readings",
        "long",
        (_PERSON, _READING_DATE, Slot("score", "score", "Score", _PAIN_WORDS, "to recognise")),
        ({"person_ref": "person_ref", "date": "date", "score": "score"},),
    ),
    Layout(
        "social_prescribing",
        "one row per referral",
        social := (
            _PERSON,
            Slot(
                "started",
                "started",
                "Started",
                ("Start date", "Date started", "Referral date", "Date of referral", "Referred on", "Date referred", "Support started"),
                "to recognise",
            ),
            Slot("ended", "ended", "Ended", ("End date", "Date ended", "Closed", "Date closed", "Support ended"), "to count"),
            Slot(
                "status",
                "status",
                "Status",
                ("Referral status", "Engagement", "Engagement status", "Outcome of referral", "Social prescribing status"),
                "to recognise",
            ),
        ),
        _itself(*social),
        "Social prescribing",
    ),
    Layout(
        "follow_up",
        "one row per person",
        follow_up := (
            _PERSON,
            Slot("started", "started", "Support started", ("Started", "Start date", "Support start", "Support start date"), "to count"),
            Slot(
                "window_end",
                "window_end",
                "Follow-up ends",
                (
                    "Follow up end",
                    "Follow-up end date",
                    "Follow up ended",
                    "Window end",
                    "Window ends",
                    "End of follow-up",
                    "End of follow up window",
                    "Follow-up window ends",
                ),
                "one of",
            ),
            Slot("traced", "traced", "Traced", ("Traced?", "Person traced", "Traced on RMS", "Found on police systems"), "one of"),
            Slot("reoffended", "reoffended", "Reoffended", ("Reoffended?", "Re-offended", "Reoffending", "Has reoffended", "Re-offended?"), "one of"),
            Slot(
                "chi_before",
                "chi_before",
                "CHI before",
                ("Crime Harm Index before", "CHI score before", "Harm score before", "Harm before", "CCHI before"),
                "one of",
            ),
            Slot(
                "chi_after", "chi_after", "CHI after", ("Crime Harm Index after", "CHI score after", "Harm score after", "Harm after", "CCHI after"), "one of"
            ),
            Slot("arrested", "arrested", "Arrest date", ("Date of arrest", "Arrested")),
        ),
        _itself(*follow_up),
        "Follow-up",
    ),
    Layout(
        "offences",
        "one row per offence",
        offences := (
            _PERSON,
            Slot(
                "offence_date",
                "offence_date",
                "Offence date",
                ("Date of offence", "Committed", "Date committed", "Offence committed", "Date offence committed"),
                "to recognise",
            ),
            Slot("ho_code", "ho_code", "HO code", ("Home Office code", "Offence code", "HO offence code"), "one of"),
            Slot("offence", "offence", "Offence", ("Offence title", "Offence description", "Offence type"), "one of"),
            Slot("chi", "chi", "CHI", ("CHI value", "CHI score", "Crime Harm Index", "CCHI", "Harm score", "CCHI score"), "one of"),
        ),
        _itself(*offences),
        "Offences",
    ),
    Layout(
        "school_sessions",
        "one row per session",
        sessions := (
            _SESSION_DATE,
            _SCHOOL,
            _URN,
            Slot("district", "district", "District", ("Local authority", "Area", "Local authority area", "LA")),
            Slot("cohort", "cohort", "Year group", ("Cohort", "Class", "Year", "Year or class", "Year group or class", "Year group / class"), "to count"),
            Slot("activity", "activity", "Activity", ("Workshop", "Session", "Activity type", "Session title")),
            _STATUS,
            Slot(
                "young_people_reached",
                "young_people_reached",
                "Young people reached",
                (
                    "YP reached",
                    "Number of young people",
                    "Number of young people reached",
                    "Young people",
                    "No of YP",
                    "Pupils reached",
                    "Number of pupils",
                    "No of young people reached",
                ),
                "to recognise",
            ),
            Slot(
                "staff_engaged",
                "staff_engaged",
                "School staff engaged",
                ("Staff engaged", "Number of staff", "School staff", "Staff", "Number of staff engaged", "No of staff engaged"),
                "to count",
            ),
            _HOTSPOT,
            _PRIORITY,
        ),
        _itself(*sessions),
        "Sessions",
    ),
    Layout(
        "school_list",
        "one row per school",
        listed := (
            _URN,
            _SCHOOL,
            replace(_HOTSPOT, needed="one of"),
            replace(_PRIORITY, needed="one of"),
            Slot("valid_from", "valid_from", "From", ("Valid from", "In force from", "Date from", "On list from")),
            Slot("valid_to", "valid_to", "To", ("Valid to", "In force to", "Date to", "On list to", "Until")),
        ),
        _itself(*listed),
        "School list",
    ),
    Layout(
        "police_sessions",
        "one row per session",
        police := (
            _SESSION_DATE,
            Slot("type", "type", "Session type", ("Type", "Type of session", "Activity", "Session", "Activity type"), "to recognise"),
            Slot("practitioner", "practitioner", "Practitioner", ("Facilitator", "Trainer", "Delivered by")),
            Slot("team", "team", "Team", ("Police team", "Department", "Team or unit", "Unit")),
            Slot("attendees", "attendees", "Attendees", ("Number of attendees", "Attended", "No of attendees", "Number attending")),
            _STATUS,
            Slot("number", "number", "Number of sessions", ("Sessions", "No of sessions", "Sessions delivered", "Number delivered")),
        ),
        _itself(*police),
        "Sessions",
    ),
)
