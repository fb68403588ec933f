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
    def yes_no(self) -> bool:
        return self.words is not None and set(self.words) == {True, False}

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
        "YP ref", "YP reference", "YP ref no", "YP ref number", "YP reference number", "YP ID", "YP ID number", "YP no", "YP number", "YP code",
        "YP unique ID", "YP unique ref", "Young person reference", "Young person's ref", "Young person's reference", "Young person ref no",
        "Young person ref number", "Young person reference number", "Young person ID", "Young person's ID", "Young person no", "Young person number",
        "Person ref", "Person reference", "Person ID", "Participant ref", "Participant reference", "Participant ID", "Participant no", "Participant number",
        "Participant code", "Client ref", "Client reference", "Client ref no", "Client ID", "Client no", "Client number", "Client code", "Service user ref",
        "Service user reference", "Service user ID", "Service user no", "Service user number", "Svc user ref", "Svc user ID", "SU ref", "SU ID",
        "Beneficiary ref", "Beneficiary ID", "Child ref", "Child ID", "Ref", "Reference", "Reference number", "Reference no", "Ref no", "Ref number", "ID",
        "ID no", "ID number", "UID", "Unique ref", "Unique ref no", "Unique reference", "Unique reference number", "Unique ID", "Unique identifier",
        "Unique ID number", "Anonymised ref", "Anonymised reference", "Anonymised ID", "Anon ref", "Anon ID", "Pseudonymised ref", "Pseudonymised ID",
        "Pseudonymous ref", "Pseudonymous reference", "Case ID", "Case ref", "Case reference", "Case no", "Case number", "Case ref no", "RESET ref",
        "RESET reference", "RESET ID", "RESET no", "RESET number", "person_ref",
    ),
    "to recognise",
)  # fmt: skip


def _date(name: str, title: str, *headings: str, needed: str = "to recognise") -> Slot:
    return Slot(name, "date", title, headings, needed)


def _itself(*slots: Slot) -> tuple[dict[str, str], ...]:
    return ({slot.field: slot.name for slot in slots},)


_SUPPORT_STARTED = (
    "Started", "Started on", "Start date", "Start dt", "Support start", "Support start date", "Support start dt", "Support started on", "Support began",
    "Support commenced", "Started support", "Start of support", "Start date of support", "Date support started", "Date support began",
    "Date support commenced", "Date of support start", "Date of start of support", "Date started", "Date started support", "Date of start", "Dt started",
    "Commenced", "Date commenced", "Commencement date", "Programme start", "Programme start date", "Programme started", "Date started programme",
    "Intervention start", "Intervention start date", "Intervention started", "RESET start", "RESET start date", "RESET started", "Date started RESET",
)  # fmt: skip
_SUPPORT = (
    _PERSON,
    Slot("started", "started", "Support started", _SUPPORT_STARTED, "to recognise"),
    Slot(
        "ended",
        "ended",
        "Support ended",
        (
            "Ended", "Ended on", "End date", "End dt", "Support end", "Support end date", "Support end dt", "Support ended on", "Support finished",
            "Ended support", "End of support", "End date of support", "Date support ended", "Date support finished", "Date of support end",
            "Date of end of support", "Date ended", "Date ended support", "Date of end", "Dt ended", "Finished", "Finish date", "Date finished", "Closed",
            "Closed on", "Date closed", "Closure date", "Date of closure", "Case closed", "Case closed date", "Case closure date", "Date case closed",
            "Exit date", "Date of exit", "Exited", "Date exited", "Leaving date", "Date left", "Programme end", "Programme end date", "Programme ended",
            "Intervention end", "Intervention end date", "Intervention ended", "RESET end", "RESET end date", "RESET ended", "Date ended RESET",
        ),
        "to count",
    ),
    Slot(
        "setting",
        "setting",
        "Setting",
        (
            "Support setting", "Setting of support", "Community or custody", "Custody or community", "Community custody", "Custody community",
            "In community or custody", "In the community or custody", "In custody or community", "In custody or the community", "Where supported",
            "Setting community or custody", "Setting custody or community", "Setting community custody", "Setting custody community",
        ),
        "to recognise",
    ),
    Slot(
        "district",
        "district",
        "District",
        (
            "Area", "LA", "LA area", "LAD", "LA district", "Local authority", "Local authority area", "Local authority district", "Local authority of residence",
            "Council", "Council area", "District council", "District or borough", "Borough or district", "District borough", "Borough district", "Borough",
            "District or unitary", "District of residence", "Area of residence", "Home district", "Home area", "Home LA", "Home local authority",
        ),
    ),
    Slot(
        "age_band",
        "age_band",
        "Age band",
        ("Ageband", "Age bands", "Age group", "Age range", "Age bracket", "Age category", "Age band at start", "Age group at start"),
    ),
    Slot("gender", "gender", "Gender", ("Sex", "Gender identity", "Gender or sex", "Sex or gender", "Gender sex", "Sex gender", "Gender M F", "M F")),
    Slot(
        "ethnicity",
        "ethnicity",
        "Ethnicity",
        (
            "Ethnic group", "Ethnic origin", "Ethnic background", "Ethnic category", "Ethnicity group", "Ethnicity category", "Self-defined ethnicity",
            "Self-declared ethnicity", "Self-identified ethnicity", "Ethnicity self-defined", "Census ethnic group",
        ),
    ),
)  # fmt: skip

# Known headings are few enough to be compared with every unknown one: each end here is some hundred headings.
FIRST = (
    "first", "1st", "initial", "baseline", "start", "entry", "pre", "before", "first score", "initial score", "baseline score", "first star", "1st star",
    "initial star", "star 1",
)  # fmt: skip
# A second star is the latest where there is no third; beside a third it is a question, so that neither is lost without a word.
LATEST = (
    "latest", "last", "current", "most recent", "review", "final", "post", "after", "exit", "end", "latest score", "last score", "current score",
    "review score", "latest review", "latest star", "last star", "current star", "review star", "follow up", "2nd", "2nd star", "second star", "star 2", "3rd",
    "3rd star", "third star", "star 3",
)  # fmt: skip


def _dated(*readings: str) -> tuple[str, ...]:
    """How the date of each reading is headed: "First star date", "Date of first star", "Dt of first star"."""
    return tuple(way.format(reading) for reading in readings for way in ("{} date", "{} dt", "date {}", "date of {}", "dt of {}"))


# Words that any scale may be dated by; never "start", "entry", "end" or "exit", which are the support's, nor "current", which is today.
_FIRST_DATES = _dated(
    "first", "1st", "initial", "baseline", "first reading", "initial reading", "baseline reading", "first score", "initial score", "baseline score"
)
_LATEST_DATES = (
    *_dated("latest", "last", "most recent", "review", "latest review", "last review", "most recent review", "latest reading", "last reading"),
    *_dated("most recent reading", "latest score", "last score", "current score", "most recent score", "review score"),
    "Date reviewed",
    "Last reviewed",
)
_FIRST_STARS = ("first star", "1st star", "initial star", "baseline star", "star 1")
_LATEST_STARS = (
    "latest star", "last star", "current star", "most recent star", "review star", "star review", "latest star review", "final star", "exit star",
    "second star", "2nd star", "star 2", "third star", "3rd star", "star 3",
)  # fmt: skip
_FIRST_STAR_DATES = (*_FIRST_DATES, "First star", *_dated(*_FIRST_STARS), *(f"{star} completed" for star in _FIRST_STARS))
_LATEST_STAR_DATES = (*_LATEST_DATES, "Latest star", *_dated(*_LATEST_STARS), *(f"{star} completed" for star in _LATEST_STARS))


def _areas(ends: tuple[str, ...], prefix: str) -> tuple[Slot, ...]:
    """A slot for each star area; in wide sheets for its first or its latest score, whichever side the word stands on."""
    return tuple(
        Slot(f"{prefix}{area}", "score", f"{area.capitalize()} - {ends[0]}", (), "one of", ((normal(area), *others), ends))
        if ends
        else Slot(f"{prefix}{area}", "score", area.capitalize(), others, "one of", ((normal(area), *others), ("score",)))
        for area, others in STAR_AREAS.items()
    )


_FIRST_AREAS, _LATEST_AREAS, _AREAS = _areas(FIRST, "first: "), _areas(LATEST, "latest: "), _areas((), "")
_READING_DATES = (
    "Reading date", "Reading dt", "Date of reading", "Score date", "Date of score", "Date scored", "Date taken", "Date completed", "Completion date",
    "Date of completion", "Completed on", "Assessment date", "Date of assessment", "Date assessed", "Review date", "Date of review", "Date reviewed",
)  # fmt: skip
_READING_DATE = _date(
    "date",
    "Date",
    *_READING_DATES,
    *_dated("star", "star reading", "star review", "star score", "outcomes star", "outcome star"),
    "Star completed",
    "Star completed on",
    "Date star completed",
    "Star completion date",
    "Date of star completion",
)
_FIRST_DATE = _date("first_date", "First star date", *_FIRST_STAR_DATES)
_LATEST_DATE = _date("latest_date", "Latest star date", *_LATEST_STAR_DATES)
_PAIN = (
    "pain score", "pain scale", "pain scale score", "pain rating", "pain level", "pain reading", "mental health pain score", "mental health pain scale",
    "mental health pain scale score", "mh pain score", "mh pain scale", "mh pain scale score",
)  # fmt: skip
# Beside "score" alone only what says first or latest beyond doubt: "pre" and "post", "before" and "after" are other scales' too.
_FIRST_PAIN = ("first", "1st", "initial", "baseline", "start", "starting", "entry", "pre", "before", "at first", "at start")
_LATEST_PAIN = ("latest", "last", "current", "most recent", "review", "final", "post", "after", "exit", "end", "at review", "at end", "latest review")


_SESSION_DATE = Slot(
    "date",
    "date",
    "Date",
    (
        "Session date", "Session dt", "Date of session", "Dt of session", "D/o session", "Date session delivered", "Date delivered", "Delivered on",
        "Delivery date", "Date of delivery", "Date of workshop", "Workshop date", "Date of activity", "Activity date", "Date of visit", "Visit date",
        "Date of session or workshop", "Date of workshop or session",
    ),
    "to recognise",
)  # fmt: skip
_STATUS = Slot(
    "status",
    "status",
    "Status",
    (
        "Session status", "Status of session", "Workshop status", "Delivery status", "Delivered?", "Delivered or cancelled", "Delivered cancelled",
        "Delivered planned or cancelled",
    ),
)  # fmt: skip
_SCHOOL = Slot(
    "school",
    "school",
    "School",
    (
        "School name", "Name of school", "School or college", "School college", "School college name", "School or college name", "Name of school or college",
        "Name of school college", "School or setting", "School setting", "School or setting name", "Name of school or setting", "Setting name",
        "Name of setting", "Education setting", "Educational setting", "Name of education setting", "Establishment", "Establishment name",
        "EstablishmentName",
    ),
    "to recognise",
)  # fmt: skip
_URN = Slot(
    "urn",
    "urn",
    "URN",
    (
        "School URN", "School URN number", "URN number", "URN no", "URN of school", "Unique reference number", "School unique reference number", "DfE URN",
        "URN DfE", "GIAS URN", "Edubase URN", "Ofsted URN",
    ),
)  # fmt: skip
_YES_OR_NO = ("{}", "{} Y N", "{} yes no")  # brackets round them are taken off before
_HOTSPOT = Slot(
    "hotspot",
    "hotspot",
    "Hotspot area",
    tuple(
        way.format(what)
        for what in (
            "Hotspot", "Hotspot area", "Hotspot school", "In hotspot", "In hotspot area", "In a hotspot", "In a hotspot area", "School in hotspot",
            "School in hotspot area", "School in a hotspot area", "Violence hotspot", "Violence hotspot area", "Serious violence hotspot", "Hot spot",
            "Hot spot area", "In hot spot", "In hot spot area", "In a hot spot",
        )
        for way in _YES_OR_NO
    ),
)  # fmt: skip
_PRIORITY = Slot(
    "priority",
    "priority",
    "Priority school",
    tuple(
        way.format(what)
        for what in (
            "Priority", "Priority school", "Is it a priority school", "VRU priority school", "On priority list", "On the priority list", "On priority school list",
            "On priority schools list", "School on priority list", "Priority list", "Priority list school",
        )
        for way in _YES_OR_NO
    ),
)  # fmt: skip

_HEADCOUNT = (
    "{}", "{} reached", "{} engaged", "{} attending", "{} attended", "No {}", "No {} reached", "No of {}", "No of {} reached", "No of {} engaged",
    "No of {} attending", "No of {} attended", "Number of {}", "Number of {} reached", "Number of {} engaged", "Number of {} attending",
    "Number of {} attended", "Number {}", "Total {} reached",
)  # fmt: skip
# The score of a period: "CHI pre", "CCHI score 12m before", "Harm score in the 12 months after".
_HARM = (
    "chi", "chi score", "cchi", "cchi score", "harm", "harm score", "crime harm", "crime harm score", "crime harm index", "crime harm index score",
    "cambridge crime harm index",
)  # fmt: skip
_BEFORE = (
    "before", "pre", "before support", "pre support", "before reset", "baseline", "12m before", "12m pre", "12 months before", "12 months pre",
    "12 month pre", "in 12 months before", "in the 12 months before", "year before",
)  # fmt: skip
_AFTER = (
    "after", "post", "after support", "post support", "after reset", "follow up", "at follow up", "12m after", "12m post", "12 months after",
    "12 months post", "12 month post", "in 12 months after", "in the 12 months after", "year after",
)  # fmt: skip

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
            Slot(
                "area",
                "area",
                "Area",
                (
                    "Star area", "Area of star", "Area of the star", "Star domain", "Star section", "Star scale", "Star outcome", "Star outcome area",
                    "Outcomes Star area", "Outcome Star area", "Outcomes Star scale", "Outcome area", "Outcome", "Outcome domain", "Domain", "Dimension",
                    "Section", "Scale", "Scale name", "Area name", "Life area", "Area of life",
                ),
                "to recognise",
            ),
            Slot(
                "score",
                "score",
                "Score",
                ("Star score", "Star rating", "Star reading", "Reading", "Outcome score", "Area score", "Scale score", "Score out of 10", "Score 1 to 10"),
                "to recognise",
            ),
        ),
        ({"person_ref": "person_ref", "date": "date", "area": "area", "score": "score"},),
    ),
    Layout(
        "pain_readings",
        "wide",
        (
            _PERSON,
            _date("first_date", "First date", *_FIRST_DATES, *_dated("first pain score", "initial pain score", "first pain scale", "initial pain scale")),
            Slot(
                "first_score",
                "score",
                "First score",
                (
                    "1st score", "Initial score", "Baseline score", "Start score", "Starting score", "Score at first", "Score at start", "First reading",
                    "Initial reading", "Baseline reading",
                ),
                "to recognise",
                (_PAIN, _FIRST_PAIN),
            ),
            _date("latest_date", "Latest date", *_LATEST_DATES, *_dated("latest pain score", "last pain score", "latest pain scale", "last pain scale")),
            Slot(
                "latest_score",
                "score",
                "Latest score",
                (
                    "Last score", "Current score", "Most recent score", "Review score", "Latest review score", "Final score", "Score at review",
                    "Latest reading", "Last reading", "Most recent reading",
                ),
                "to recognise",
                (_PAIN, _LATEST_PAIN),
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
        (
            _PERSON,
            _date("date", "Date", *_READING_DATES, *_dated("pain score", "pain scale", "pain reading"), "Pain scale completed"),
            Slot("score", "score", "Score", _PAIN, "to recognise"),
        ),
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
                (
                    "Started on", "Start date", "Start dt", "Date started", "Date of start", "Support start", "Support start date", "Support started",
                    "Date support started", "Referral date", "Referral dt", "Date of referral", "Dt of referral", "D/o referral", "Referred on",
                    "Date referred", "Referred date", "Referral made", "Date referral made", "Referral received", "Referral received date",
                    "Date referral received", "Date of referral to social prescribing", "Date referred to social prescribing", "Social prescribing start",
                    "Social prescribing start date", "Social prescribing started", "Date social prescribing started", "Social prescribing referral date",
                    "SP start", "SP start date", "SP started", "SP referral date",
                ),
                "to recognise",
            ),
            Slot(
                "ended",
                "ended",
                "Ended",
                (
                    "Ended on", "End date", "End dt", "Date ended", "Date of end", "Support end", "Support end date", "Support ended", "Date support ended",
                    "End of support", "Finished", "Finish date", "Date finished", "Closed", "Closed on", "Date closed", "Closure date", "Date of closure",
                    "Case closed", "Case closed date", "Case closure date", "Date case closed", "Referral closed", "Date referral closed",
                    "Referral end date", "Exit date", "Date of exit", "Social prescribing end", "Social prescribing end date", "Social prescribing ended",
                    "Date social prescribing ended", "SP end", "SP end date", "SP ended",
                ),
                "to count",
            ),
            Slot(
                "status",
                "status",
                "Status",
                (
                    "Referral status", "Status of referral", "Referral outcome", "Outcome of referral", "Engagement", "Engagement status",
                    "Status of engagement", "Engagement outcome", "Current status", "Social prescribing status", "Social prescribing engagement",
                    "Social prescribing outcome", "SP status", "SP engagement", "SP outcome", "Engaged referred declined", "Engaged referred or declined",
                    "Status engaged referred declined", "Status engaged referred or declined",
                ),
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
            Slot("started", "started", "Support started", _SUPPORT_STARTED, "to count"),
            Slot(
                "window_end",
                "window_end",
                "Follow-up ends",
                (
                    "Follow-up end", "Follow-up ended", "Follow-up ends on", "Follow-up end date", "Follow-up end dt", "Date follow-up ends",
                    "Date follow-up ended", "Date of end of follow-up", "End of follow-up", "End date of follow-up", "End of follow-up period",
                    "End of follow-up window", "Follow-up period end", "Follow-up period ends", "Follow-up period ended", "Follow-up period end date",
                    "Follow-up window end", "Follow-up window ends", "Follow-up window end date", "Follow-up until", "Followed up until", "Followed up to",
                    "Window end", "Window ends", "Window ended", "Window end date", "Window closes", "End of window", "Followup end", "Followup ends",
                    "Followup end date", "End of followup", "FU end", "FU ends", "FU end date", "F/U end", "F/U ends", "F/U end date",
                    "Tracking end date", "Tracking ends", "Tracking period ends", "End of tracking period",
                    *(
                        way.format(months)
                        for months in ("12 month", "12 months", "12m", "6 month", "3 month")
                        for way in (
                            "{} follow-up ends", "{} follow-up end", "{} follow-up ended", "{} follow-up end date", "{} follow-up period ends",
                            "{} window ends", "{} window end", "{} window end date", "End of {} follow-up", "End of {} window", "End of {} period",
                        )
                    ),
                ),
                "one of",
            ),
            Slot(
                "traced",
                "traced",
                "Traced",
                tuple(
                    way.format(what)
                    for what in (
                        "Traced", "Person traced", "YP traced", "Young person traced", "Traced on RMS", "Traced on PNC", "Traced on Niche",
                        "Traced on police systems", "Traced on police records", "Found on RMS", "Found on PNC", "Found on Niche", "Found on police systems",
                        "Found on police records", "Identified on police systems", "Matched to police records", "Matched on police systems",
                        "Matched on RMS", "Matched on PNC",
                    )
                    for way in _YES_OR_NO
                ),
                "one of",
            ),
            Slot(
                "reoffended",
                "reoffended",
                "Reoffended",
                tuple(
                    way.format(what)
                    for again in ("reoffend", "re-offend")
                    for what in (
                        f"{again}ed", f"{again}ing", f"Has {again}ed", f"Any {again}ing", f"YP {again}ed", f"Young person {again}ed", f"Has YP {again}ed",
                        f"Has young person {again}ed", f"Has the young person {again}ed", f"Did YP {again}", f"Did the young person {again}",
                        f"Did they {again}", f"Has {again}ed since start", f"{again}ed since start", f"{again}ed since support started",
                        f"{again}ed since start of support", f"{again}ed after support started", f"{again}ed in follow-up", f"{again}ed during follow-up",
                        f"{again}ed in follow-up period", f"{again}ed during follow-up period", f"{again}ed in window", f"{again}ed in 12 months",
                        f"{again}ed within 12 months", f"{again}ed within 12m", f"{again}ed in 12m",
                    )
                    for way in _YES_OR_NO
                ),
                "one of",
            ),
            Slot("chi_before", "chi_before", "CHI before", (), "one of", (_HARM, _BEFORE)),
            Slot("chi_after", "chi_after", "CHI after", (), "one of", (_HARM, _AFTER)),
            Slot("arrested", "arrested", "Arrest date", ("Date of arrest", "Dt of arrest", "D/o arrest", "Date arrested", "Arrested", "Arrested on")),
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
                (
                    "Offence dt", "Date of offence", "Dt of offence", "D/o offence", "Committed on", "Committed date", "Date committed",
                    "Offence committed date", "Offence committed on", "Offence date committed", "Date offence committed", "Date offence was committed",
                    "Date of commission", "Date of offence committed",
                ),
                "to recognise",
            ),
            Slot(
                "ho_code",
                "ho_code",
                "HO code",
                (
                    "HO offence code", "HO crime code", "HO class", "HO class code", "HO classification", "HO classification code", "HO code number",
                    "Home Office code", "Home Office offence code", "Home Office crime code", "Home Office class", "Home Office class code",
                    "Home Office classification", "Home Office classification code", "Home Office Counting Rules code", "HOCR code", "HOCR classification",
                    "HO counting rules code", "Offence code", "Offence HO code",
                ),
                "one of",
            ),
            Slot(
                "offence",
                "offence",
                "Offence",
                (
                    "Offence title", "Title of offence", "Offence name", "Name of offence", "Offence description", "Description of offence", "Offence type",
                    "Type of offence", "HO offence", "HO offence title", "HO offence description", "HO description", "Home Office offence",
                    "Home Office offence title", "Home Office offence description", "Home Office description", "CHI offence", "CCHI offence",
                ),
                "one of",
            ),
            Slot(
                "chi",
                "chi",
                "CHI",
                (
                    "CHI value", "CHI score", "CHI days", "CHI weight", "CHI weighting", "CCHI", "CCHI value", "CCHI score", "CCHI days", "CCHI weight",
                    "CCHI weighting", "Crime Harm Index", "Crime Harm Index value", "Crime Harm Index score", "Crime harm score", "Crime harm value",
                    "Harm score", "Harm value", "Harm index", "Cambridge CHI", "Cambridge Crime Harm Index", "Cambridge Crime Harm Index value",
                    "Cambridge Crime Harm Index score",
                ),
                "one of",
            ),
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
            Slot(
                "district",
                "district",
                "District",
                (
                    "Area", "LA", "LA area", "LAD", "LA district", "Local authority", "Local authority area", "Local authority district", "Council",
                    "Council area", "District council", "District or borough", "Borough or district", "District borough", "Borough district", "Borough",
                    "District or unitary", "School district", "School LA", "School local authority",
                ),
            ),
            Slot(
                "cohort",
                "cohort",
                "Year group",
                (
                    "Year groups", "Year group s", "Yr group", "Yr groups", "Yr grp", "Year grp", "NC year", "NC year group", "National curriculum year",
                    "School year group", "Class", "Class name", "Class group", "Form", "Form group", "Tutor group", "Cohort", "Year or class",
                    "Class or year", "Year class", "Class year", "Year and class", "Year group or class", "Class or year group", "Year group class",
                    "Class year group", "Year group and class", "Year group form",
                ),
                "to count",
            ),
            Slot(
                "activity",
                "activity",
                "Activity",
                (
                    "Activity name", "Activity type", "Type of activity", "Workshop", "Workshop name", "Workshop title", "Workshop type", "Type of workshop",
                    "Name of workshop", "Title of workshop", "Session", "Session name", "Session title", "Session type", "Type of session",
                    "Name of session", "Title of session", "Session topic", "Workshop topic", "Session or workshop", "Workshop or session",
                    "Session workshop", "Workshop session", "Activity or workshop", "Workshop or activity", "Activity workshop", "Workshop activity",
                ),
            ),
            _STATUS,
            Slot(
                "young_people_reached",
                "young_people_reached",
                "Young people reached",
                (
                    *(
                        way.format(who)
                        for who in ("YP", "young people", "pupils", "students", "children")
                        for way in _HEADCOUNT
                    ),
                    "Pupil count", "Pupil numbers", "Student count", "Student numbers", "Pupil participants", "Student participants", "YP participants",
                    "Young participants", "Number of learners", "No of learners", "CYP reached", "No of CYP", "Number of CYP", "Pupil attendees", "Student attendees", "YP attendees",
                ),
                "to recognise",
            ),
            Slot(
                "staff_engaged",
                "staff_engaged",
                "School staff engaged",
                (
                    *(
                        way.format(who)
                        for who in ("staff", "school staff", "teachers", "teachers and staff", "teachers staff", "staff teachers")
                        for way in _HEADCOUNT
                    ),
                    "Staff attendees", "School staff attendees", "Staff participants", "School staff participants", "Teacher numbers", "Teacher count",
                    "Teacher attendees",
                ),
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
            Slot(
                "valid_from",
                "valid_from",
                "From",
                (
                    "Valid from", "In force from", "Effective from", "Applies from", "Date from", "From date", "On list from", "On list since",
                    "On the list from", "Listed from", "Listed since", "Since", "Added", "Added on", "Date added", "Added to list", "Added to list on",
                    "Date added to list", "Date added to the list",
                ),
            ),
            Slot(
                "valid_to",
                "valid_to",
                "To",
                (
                    "Valid to", "Valid until", "In force to", "In force until", "Effective to", "Effective until", "Applies until", "Date to", "On list to",
                    "On list until", "On the list until", "Listed to", "Listed until", "Until", "Removed", "Removed on", "Date removed", "Removed from list",
                    "Removed from list on", "Date removed from list", "Date removed from the list",
                ),
            ),
        ),
        _itself(*listed),
        "School list",
    ),
    Layout(
        "police_sessions",
        "one row per session",
        police := (
            replace(_SESSION_DATE, headings=(*_SESSION_DATE.headings, "Training date", "Date of training", "Dt of training", "D/o training")),
            Slot(
                "type",
                "type",
                "Session type",
                (
                    "Type", "Type of session", "Session", "Session category", "Category of session", "Kind of session", "Activity", "Activity type",
                    "Type of activity", "Input type", "Type of input", "1-1 or training", "Training or 1-1", "1-1 training", "1 to 1 or training",
                    "Training or 1 to 1", "One to one or training", "Training or one to one", "121 or training", "Training or 121",
                    "Reflective practice or training", "Training or reflective practice", "1-1 reflective practice or training",
                ),
                "to recognise",
            ),
            Slot(
                "practitioner",
                "practitioner",
                "Practitioner",
                (
                    "Facilitator", "Trainer", "Delivered by", "Led by", "Facilitated by", "Session lead", "Lead practitioner", "Session facilitator",
                    "Trauma informed practitioner", "TIP practitioner", "TIPS practitioner", "Practitioner or trainer", "Trainer or practitioner",
                    "Practitioner trainer", "Trainer practitioner", "Facilitator trainer", "Trainer facilitator",
                ),
            ),
            Slot(
                "team",
                "team",
                "Team",
                (
                    "Team name", "Police team", "Policing team", "Police department", "Police unit", "Department", "Unit", "Team or unit", "Team unit",
                    "Team or department", "Team department", "Department or team", "Department team", "Department unit", "Team department unit",
                ),
            ),
            Slot(
                "attendees",
                "attendees",
                "Attendees",
                (
                    "Attended", "Attending", "Attendee count", "Count of attendees", "No of attendees", "No attendees", "Nos of attendees", "Number of attendees",
                    "Number attending", "No attending", "Number attended", "No attended", "Number who attended", "Number of people attending",
                    "Number in attendance", "No in attendance", "Officers attending", "Officers attended", "Number of officers", "No of officers",
                    "Number of officers attending", "No of officers attending", "Staff attending", "Number of staff attending", "Participants",
                    "Number of participants", "No of participants", "Delegates", "Number of delegates", "No of delegates",
                ),
            ),
            _STATUS,
            Slot(
                "number",
                "number",
                "Number of sessions",
                (
                    "Sessions", "No of sessions", "No sessions", "Nos of sessions", "Count of sessions", "Session count", "Sessions delivered",
                    "Number of sessions delivered", "No of sessions delivered", "No sessions delivered", "Number delivered", "No delivered",
                ),
            ),
        ),
        _itself(*police),
        "Sessions",
    ),
)  # fmt: skip
