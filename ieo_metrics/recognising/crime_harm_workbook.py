"""An edition of the Cambridge Crime Harm Index from its workbook: known by its headings, and what is odd in
it said in plain words."""

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ieo_metrics.framework.crime_harm import Edition, Offence
from ieo_metrics.framework.dates.days import MONTH_NAMES, day_in_words
from ieo_metrics.framework.words.code_lists import YES_NO, normalised
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.refusals import BY_CODE
from ieo_metrics.reading.sheets import Refused, Sheet, Workbook
from ieo_metrics.recognising.match_headings_to_layouts import DEEPEST_HEADING

# Of the official workbook, of the starter, and as people write them; compared after `normal`.
HEADINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "code": (
        "HOME_OFFICE_CLASSIFICATION",
        (
            "home office classification",
            "home office code",
            "home office offence code",
            "ho classification",
            "ho code",
        ),
    ),
    "title": ("FULL_OFFENCE_TITLE", ("full offence title", "offence title", "offence")),
    "days": (
        "CCHI Score",
        (
            "cchi score",
            "cchi value",
            "cchi days",
            "cchi",
            "crime harm index score",
            "cambridge crime harm index score",
            "harm score",
        ),
    ),
}
PROACTIVE = (
    "proactive",
    "proactively detected",
    "proactive offence",
    "proactive offences",
    "proactively detected offence",
    "police detected",
    "proactive y n",
)
_PROACTIVE_WORDS = {word: answer for answer, words in YES_NO.items() for word in words} | {
    "proactive": True,
    "reactive": False,
    "": False,
}

MOST_OFFENCES = 5_000  # the index has some 700
MOST_DAYS = 100_000  # as in a list of offences
LONGEST_TITLE = 500
FEW = 5
_CODE = re.compile(r"\d{1,3}/\d{1,2}[A-Za-z]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(MONTH_NAMES)}) (20\d\d)\b", re.I)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class NotAnEdition(ValueError):
    """A file that is no edition of the index: why, and what to do, in a sentence or two."""


@dataclass(frozen=True)
class ReadEdition:
    """An edition as it was read, and what an officer must know of it before using it: how many offences, and
    every row that is odd."""

    edition: Edition
    remarks: tuple[str, ...]

    def named(self, name: str, sentencing: str) -> "ReadEdition":
        """The same offences, under the name and the day that the officer gives."""
        return replace(
            self,
            edition=Edition(_plain(name) or self.edition.name, _plain(sentencing), self.edition.offences),
        )


@dataclass(frozen=True)
class _List:
    """Where the list stands: a sheet, its heading's row (from 0), and which column (from 0) is what."""

    sheet: Sheet
    header: int
    columns: dict[str, int]


def edition_of(file: Workbook | Refused) -> ReadEdition:
    """The edition in a workbook that was read. Its name is the year that stands above the list, else in the
    names of its sheets and of the file; its day of sentencing guidelines, the day that stands there. Raises
    NotAnEdition saying what is wrong."""
    if isinstance(file, Refused):
        why = BY_CODE[file.code]
        raise NotAnEdition(f"{cell_as_shown(file.name)}: {why.title}. {why.to_do}")
    found = _list_of(file)
    offences, remarks = _offences(found)
    if not offences:
        raise NotAnEdition(
            (
                f"{cell_as_shown(file.name)}: no row under the headings holds an offence with a value in "
                f"days. {' '.join(remarks)}"
            ).strip()
        )
    name, sentencing = _said(file, found)
    edition = Edition(name, sentencing, tuple(offences))
    return ReadEdition(
        edition,
        (f"{len(offences):,} offences were read from the sheet {cell_as_shown(found.sheet.name)}.", *remarks),
    )


def _plain(words: str) -> str:
    return "" if not words.strip() else cell_as_shown(words)


def _list_of(file: Workbook) -> _List:
    """The one sheet whose headings are those of the index."""
    found, missing = [], list(HEADINGS)
    for sheet in (sheet for sheet in file.sheets if sheet.visible):
        for row in range(min(sheet.height, DEEPEST_HEADING)):
            texts = [
                normalised(value) if isinstance(value := column.at(row), str) else ""
                for column in sheet.columns
            ]
            places = {
                name: [i for i, text in enumerate(texts) if text in known]
                for name, (_, known) in HEADINGS.items()
            }
            if not all(places.values()):
                missing = min(missing, [name for name, columns in places.items() if not columns], key=len)
                continue
            places["proactive"] = [i for i, text in enumerate(texts) if text in PROACTIVE]
            if twice := [name for name, columns in places.items() if len(columns) > 1]:
                what = HEADINGS[twice[0]][0] if twice[0] in HEADINGS else "Proactive"
                raise NotAnEdition(
                    f"{cell_as_shown(file.name)}: two columns of the sheet {cell_as_shown(sheet.name)} are "
                    f"{what}. Remove the one that is not of this edition."
                )
            found.append(_List(sheet, row, {name: columns[0] for name, columns in places.items() if columns}))
            break
    if not found:
        wanted = " and ".join(HEADINGS[name][0] for name in missing)
        columns = "the column" if len(missing) == 1 else "the columns"
        raise NotAnEdition(
            f"{cell_as_shown(file.name)} is not a workbook of the index: {columns} {wanted} cannot be "
            "found. Upload the official workbook as it is."
        )
    if len(found) > 1:
        names = ", ".join(cell_as_shown(one.sheet.name) for one in found)
        raise NotAnEdition(
            f"{cell_as_shown(file.name)}: several sheets hold a list of offences: {names}. Leave only the "
            "one of this edition, and upload it again."
        )
    if found[0].sheet.height - found[0].header - 1 > MOST_OFFENCES:
        raise NotAnEdition(
            f"{cell_as_shown(file.name)} holds more than {MOST_OFFENCES:,} rows; the index has about "
            "700. Upload the official workbook as it is."
        )
    return found[0]


def _offences(found: _List) -> tuple[list[Offence], list[str]]:
    """The offences, and what is odd, each kind in one sentence with the first few rows."""
    odd: dict[str, list[str]] = {}
    rows: dict[Offence, int] = {}
    for row in range(found.header + 1, found.sheet.height):
        cells = {name: found.sheet.columns[column].at(row) for name, column in found.columns.items()}
        if all(cells[name] is None or cells[name] == "" for name in HEADINGS):
            continue
        number = found.sheet.first_row + row
        title, days = _title(cells["title"]), _days(cells["days"])
        if not normalised(title):
            odd.setdefault("Rows without a title that can be read, left out", []).append(f"row {number}")
        elif days is None:
            odd.setdefault("Rows without a number of days that can be used, left out", []).append(
                f"row {number}: {cell_as_shown(cells['days'])}"
            )
        else:
            code, proactive = (
                cells["code"].strip()[:40] if isinstance(cells["code"], str) else "",
                _proactive(cells.get("proactive")),
            )
            if not _CODE.fullmatch(code):
                kind = "Home Office codes in another form, kept as written where they are text"
                odd.setdefault(kind, []).append(f"row {number}: {cell_as_shown(cells['code'])}")
            if proactive is None:
                odd.setdefault("Rows without yes or no under Proactive, read as not proactive", []).append(
                    f"row {number}"
                )
            offence = Offence(code, title, days, bool(proactive))
            if offence in rows:
                odd.setdefault("Duplicate rows, used once", []).append(f"row {number} as row {rows[offence]}")
            rows.setdefault(offence, number)
    alike = Counter((offence.code, normalised(offence.title)) for offence in rows)
    differing = [
        f"row {number}: {cell_as_shown(offence.in_words)}"
        for offence, number in rows.items()
        if alike[offence.code, normalised(offence.title)] > 1
    ]
    if differing:
        odd[
            "Rows that differ from another row with the same code and title, so the officer is asked "
            "about such an offence"
        ] = differing
    return list(rows), list(_sentences(odd))


def _sentences(odd: dict[str, list[str]]) -> Iterator[str]:
    for words, places in odd.items():
        more = f", and {len(places) - FEW:,} more" if len(places) > FEW else ""
        yield f"{words}: {len(places):,} ({'; '.join(places[:FEW])}{more})."


def _title(value: object) -> str:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return words if len(words) <= LONGEST_TITLE else ""


def _days(value: object) -> float | None:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value)
    good = isinstance(value, float) and math.isfinite(value) and 0 <= value <= MOST_DAYS
    return value if good else None  # type: ignore[return-value]


def _proactive(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return bool(value)
    words = f"{value:g}" if isinstance(value, float) else value
    return _PROACTIVE_WORDS.get(normalised(words)) if isinstance(words, str) else None  # type: ignore[return-value]


def _said(file: Workbook, found: _List) -> tuple[str, str]:
    """The edition's name and its day of sentencing guidelines, as far as the workbook says them."""
    above = [column.at(row) for row in range(found.header) for column in found.sheet.columns]
    texts = [
        day_in_words(value) if isinstance(value, dt.date) else value
        for value in above
        if isinstance(value, (str, dt.date))
    ]
    sentencing = _only(
        " ".join((m[1], m[2].capitalize(), m[3])) for text in texts for m in _DAY.finditer(text)
    )
    for places in (texts, [found.sheet.name], [file.name]):
        if year := _only(year for text in places for year in _YEAR.findall(text)):
            return year, sentencing
    return cell_as_shown(file.name.rpartition(".")[0] or file.name), sentencing


def _only(found: Iterable[str]) -> str:
    """The one that is found; "" where there is none or several."""
    different = set(found)
    return different.pop() if len(different) == 1 else ""
