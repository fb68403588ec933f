"""What the layouts of all providers are made of: slots, and the ways in which people head the columns that
several providers have."""

from dataclasses import dataclass
from functools import cached_property

from ieo_metrics.framework.words.code_lists import normalised


@dataclass(frozen=True)
class ColumnSpec:
    """One column of a provider's sheet: the heading we print, the headings we know, the field whose cells it
    holds.

    `needed`: "to recognise" (without it the sheet is not this table), "one of" (one of these is enough to
    recognise it), "to count" (its absence is a question), or "". `made_of`: words and ends (normalised) that
    are put together either way round, as "meaningful use of time first" and "first meaningful use of time".
    `reading`: "first" or "latest", where a row holds two readings and this is of one of them. `unless`: a
    measure needs the column, unless the sheet has this other slot or the return this other table.
    """

    name: str
    field: str
    title: str
    headings: tuple[str, ...] = ()
    needed: str = ""
    made_of: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    reading: str = ""
    unless: str = ""

    @cached_property
    def known_whole(self) -> tuple[str, ...]:
        """The headings of the slot, normalised, without those that are put together; several layouts share a
        slot, and it is asked for often."""
        return tuple(map(normalised, (self.title, *self.headings)))

    @cached_property
    def known(self) -> tuple[str, ...]:
        """Every heading of the slot, normalised."""
        words, ends = self.made_of
        together = (h for word in words for end in ends for h in (f"{word} {end}", f"{end} {word}"))
        return (*self.known_whole, *together)


@dataclass(frozen=True, eq=False)
class Layout:
    """One shape in which a table arrives. `records`: what each row gives, as {field: slot}, or {field:
    =constant}."""

    table: str
    shape: str
    slots: tuple[ColumnSpec, ...]
    records: tuple[dict[str, str], ...] = ()
    template_sheet: str = ""


PERSON = ColumnSpec(
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


def date_slot(
    name: str, title: str, *headings: str, needed: str = "to recognise", reading: str = ""
) -> ColumnSpec:
    """A slot for a date."""
    return ColumnSpec(name, "date", title, headings, needed, reading=reading)


def one_record_a_row(*slots: ColumnSpec) -> tuple[dict[str, str], ...]:
    """One record a row, each field from its own slot."""
    return ({slot.field: slot.name for slot in slots},)


SUPPORT_STARTED = (
    "Started", "Started on", "Start date", "Start dt", "Support start", "Support start date", "Support start dt", "Support started on", "Support began",
    "Support commenced", "Started support", "Start of support", "Start date of support", "Date support started", "Date support began",
    "Date support commenced", "Date of support start", "Date of start of support", "Date started", "Date started support", "Date of start", "Dt started",
    "Commenced", "Date commenced", "Commencement date", "Programme start", "Programme start date", "Programme started", "Date started programme",
    "Intervention start", "Intervention start date", "Intervention started", "RESET start", "RESET start date", "RESET started", "Date started RESET",
)  # fmt: skip

# Known headings are few enough to be compared with every unknown one: each end here is some hundred headings.
FIRST = (
    "first", "1st", "initial", "baseline", "start", "entry", "pre", "before", "first score", "initial score", "baseline score", "first star", "1st star",
    "initial star", "star 1",
)  # fmt: skip
# Beside a first score these are the latest, whatever the scale; but no date is headed by them, as today may
# be the day of the return.
NOW = (
    "now",
    "today",
    "present",
    "at present",
    "currently",
    "this time",
    "this quarter",
    "this review",
    "newest",
)
# A second star is the latest where there is no third; beside a third it is a question, so that neither is
# lost without a word.
LATEST = (
    "latest", "last", "current", "most recent", "review", "final", "post", "after", "exit", "end", "latest score", "last score", "current score",
    "review score", "latest review", "latest star", "last star", "current star", "review star", "follow up", "2nd", "2nd star", "second star", "star 2", "3rd",
    "3rd star", "third star", "star 3", *NOW,
)  # fmt: skip


def date_headings(*readings: str) -> tuple[str, ...]:
    """How the date of each reading is headed: "First star date", "Date of first star", "Dt of first star"."""
    return tuple(
        way.format(reading)
        for reading in readings
        for way in ("{} date", "{} dt", "date {}", "date of {}", "dt of {}")
    )


# Words that any scale may be dated by; never "start", "entry", "end" or "exit", which are the support's, nor
# "current", which is today.
FIRST_DATES = date_headings(
    "first",
    "1st",
    "initial",
    "baseline",
    "first reading",
    "initial reading",
    "baseline reading",
    "first score",
    "initial score",
    "baseline score",
)
LATEST_DATES = (
    *date_headings(
        "latest",
        "last",
        "most recent",
        "review",
        "latest review",
        "last review",
        "most recent review",
        "latest reading",
        "last reading",
    ),
    *date_headings(
        "most recent reading",
        "latest score",
        "last score",
        "current score",
        "most recent score",
        "review score",
    ),
    "Date reviewed",
    "Last reviewed",
)
READING_DATES = (
    "Reading date", "Reading dt", "Date of reading", "Score date", "Date of score", "Date scored", "Date taken", "Date completed", "Completion date",
    "Date of completion", "Completed on", "Assessment date", "Date of assessment", "Date assessed", "Review date", "Date of review", "Date reviewed",
)  # fmt: skip
SESSION_DATE = ColumnSpec(
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
STATUS = ColumnSpec(
    "status",
    "status",
    "Status",
    (
        "Session status", "Status of session", "Workshop status", "Delivery status", "Delivered?", "Delivered or cancelled", "Delivered cancelled",
        "Delivered planned or cancelled",
    ),
)  # fmt: skip
YES_OR_NO = ("{}", "{} Y N", "{} yes no")  # brackets round them are taken off before
