"""Columns that nobody knows, beside one that is read, and that may be the same thing again: a further date
and score of a row ("Re-visit" and "New score"), a further number of people ("Additional young people
reached"), a further answer ("Reoffended (updated)"), the days on which a school was listed. Their cells tell,
in whatever words they are headed; they are asked about, never dropped without a word."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ieo_metrics.framework.layouts import LAYOUTS, ColumnSpec, Layout
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.phrases import Phrases
from ieo_metrics.recognising.columns.readable import READABLE, Readable
from ieo_metrics.recognising.match_headings_to_layouts import Fit, HeadingRow, slots_headed

# fmt: off
# Days and numbers that stand beside a reading, and are none.
_NO_DATE = Phrases((
    "birth", "dob", "born", "next", "due", "planned", "booked", "scheduled", "expected", "target", "entered",
    "input", "inputted", "received", "created", "modified", "logged", "uploaded", "submitted", "referral",
    "referred", "incident", "consent", "signed", "arrest", "arrested", "inspection", "inspected", "ofsted",
))
_NO_SCORE = Phrases((
    "row", "line", "ref", "reference", "id", "code", "urn", "age", "ages", "aged", "years", "yr", "months",
    "weeks", "quarter", "qtr", "days", "hours", "hrs", "minutes", "mins", "times", "duration", "length",
    "phone", "telephone", "tel", "mobile", "cost", "price", "fee", "spend", "miles", "mileage", "distance",
    "feedback", "satisfaction", "priority", "percent", "percentage", "rank", "order", "sequence",
    "postcode", "booked", "invited", "expected", "capacity", "target", "planned", "goal", "aim", "change",
    "changed", "difference", "diff", "comments", "notes", "actions", "reason", "contacts", "visits",
    "attendances", "appointments", "sessions", "calls", "texts", "children", "siblings", "people",
    "number of", "no of", "stage", "level of need", "risk", "attempts", "offences", "school year",
    "year group", "ward", "bed", "bay", "floor", "band", "grade", "tier", "cohort", "class", "contact",
    "episode", "attempt", "case", "cases", "site", "team", "worker", "caseworker", "keyworker",
    "practitioner", "navigator", "officer", "staff", "no", "number", "count", "total", "triage", "category",
))
# What is said of the same thing once more.
_AGAIN = Phrases((
    "additional", "extra", "further", "more", "other", "others", "second", "2nd", "2", "third", "3rd", "3",
    "repeat", "repeated", "again", "updated", "update", "revised", "corrected", "correction", "amended",
    "new", "final", "latest", "actual", "online", "virtual", "remote", "walk in", "walk ins", "drop in",
    "drop ins", "group", "cont", "continued", "late", "later", "added", "plus",
))
# fmt: on
_WAYS = ("{}", "number of {}", "{} date")  # a heading may be known with these words only


def further_readings(
    headings: HeadingRow, columns: Sequence[int], readable: Readable, layout: Layout
) -> list[int]:
    """Those of `columns` that hold days and those that hold scores, where there are both: a further reading
    of each row of a layout that reads one."""
    if any(slot.reading for slot in layout.slots):
        return []
    slots = {slot.field: slot for slot in layout.slots}
    found = [
        [
            column
            for column in columns
            if not any(no_such.are_in(text) for text in headings.texts(column))
            and readable.share(column, headings.row, slots[name], layout) >= READABLE
        ]
        for name, no_such in (("date", _NO_DATE), ("score", _NO_SCORE))
        if name in slots
    ]
    return sorted({*found[0], *found[1]}) if len(found) == 2 and all(found) else []


def same_again(
    headings: HeadingRow, fit: Fit, columns: Sequence[int], readable: Readable
) -> Iterator[tuple[int, ColumnSpec]]:
    """Those of `columns` whose heading is a known one of a column that is read, with a word such as
    "additional" or "updated", and whose cells can be read so."""
    number, table = LAYOUTS.index(fit.layout), TABLE[fit.layout.table]
    times = Counter(slot.field for slot in fit.layout.slots)
    read = [slot for slot in fit.columns.values() if times[slot.field] == 1]
    for column in columns:
        for text in headings.texts(column):
            found, rest = _AGAIN.taken_from(text)
            known = (slots_headed(way.format(" ".join(rest))).get(number) for way in _WAYS if found and rest)
            slot = next((slot for slot in known if slot in read), None)
            field = table.field(slot.field) if slot else None
            if (
                slot
                and field
                and field.of_measures
                and field.kind not in ("text", "reference")
                and readable.share(column, headings.row, slot, fit.layout) >= READABLE
            ):
                yield column, slot
                break


def missing_from_list(
    headings: HeadingRow, fit: Fit, columns: Sequence[int], free: Sequence[ColumnSpec], readable: Readable
) -> Iterator[int]:
    """Those of `columns` that hold days or bare answers, where a list lacks such (`free`: the slots that no
    column is): from when to when a school is on it, and why."""
    table = TABLE[fit.layout.table]
    fields = [(slot, table.field(slot.field)) for slot in free]
    lacking = [slot for slot, field in fields if field.kind == "date" or field.yes_no]
    for column in columns if table.counts_by == "list" else ():
        if not any(_NO_DATE.are_in(text) for text in headings.texts(column)) and any(
            readable.share(column, headings.row, slot, fit.layout) >= READABLE for slot in lacking
        ):
            yield column
