"""The packs of a store with several issues, attacked file by file with a reader of the test's own: late rows, figures
revised and withdrawn, comments, decisions, targets and notes. Whatever number stands in any part of any file must be
one that the issue shares, or follow from those."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.exports.pack.from_issue import checked_pack_files, pack_of
from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Column, Sheet, Workbook
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.issuing import unlock_quarter
from ieo_metrics.store.issues.results_as_bytes import frame_as_bytes
from ieo_metrics.store.issues.withdrawing.withdraw_figure import withdraw_figure
from ieo_metrics.store.issues.withdrawing.withdraw_issue import withdraw_issue
from ieo_metrics.store.record.comments import add_comment
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp
from ieo_metrics.store.record.settings_in_force import choose_setting
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.trail.withdrawn_figures import NOTICE
from pages.shared.issue.issue_and_downloads import FOR_SHARING
from sample_data import SAMPLES
from tests.exports.pack.every_line import AXIS, QUARTER, Line, about, every_line, raw_texts
from tests.store.office import Office, issue, returns_of, stands, take

ME = "A. Officer"
LAST = quarter(2024, 4)  # the twelfth of the samples, from which on control charts have limits
NUMBERS = ("value", "numerator", "denominator", "left_out", "lower", "upper")
WITHDRAWN = "5.1.3.a"  # its figure of the quarter before the last, between the two issues
SOME_LATE = 5  # of the newest young people and sessions, every so manieth comes late


def in_time(book: Workbook) -> Workbook:
    """A return of the samples as it came first."""
    return book._replace(sha256=f"{book.sha256} in time", sheets=tuple(map(_thinner, book.sheets)))


def _thinner(sheet: Sheet) -> Sheet:
    """Without every fifth of the young people, or else of the rows, of the last sixth of a sheet."""
    refs = [str(sheet.columns[0].at(row)) for row in range(sheet.height)] if sheet.columns else []
    numbers = [int(found[1]) if (found := re.fullmatch(r"[A-Z]+-(\d+)", ref)) else 0 for ref in refs]
    if sheet.name == "Sessions":
        numbers = list(range(len(refs)))
    newest = max(numbers, default=0) * 5 / 6
    kept = [row for row, number in enumerate(numbers) if not (number > newest and number % SOME_LATE == 3)]
    return sheet._replace(
        columns=tuple(Column(column.values, column.codes[kept]) for column in sheet.columns)
    )


def take_all(store: Store, books: list[Workbook]) -> None:
    """Accept returns, and unlock what they would revise."""
    fresh = returns_of(*books, store=store)
    for locked in acceptance.preview_acceptance(store, stands(store), fresh).locked:
        unlock_quarter(store, ME, locked, "late rows", stands(store).facts)
    take(store, fresh)


def issued_many_times(store: Store) -> None:
    """Two quarters are issued, the first of them twice: it was withdrawn, and then there are late rows."""
    books = list(read_files([(path.name, path.read_bytes()) for path in SAMPLES]))
    assert all(isinstance(one, Workbook) for one in books)
    take(store, returns_of(*map(in_time, books), store=store))
    for aim in (
        Target("5.1.1.b", LAST - 6, (Band("met", 0.5), Band("close", 0.4)), reason="As agreed"),
        Target("5.3.1.b", LAST - 3, (Band("met", 6),), end=LAST - 1, reason="As agreed"),
        Rebasing("5.1.3.b", LAST - 7, "Another worker began"),
        ChartNote(LAST - 2, "The office moved", "5.1.1.a"),
        ChartNote(LAST, "Another timetable"),
    ):
        change_aims(store, ME, aim, "an aim", stands(store).facts)
    issue(store, LAST - 1)
    now = stands(store)
    withdraw_issue(store, ME, now.issues[0], "The wrong one", "The board", None, True, now.facts)
    take_all(store, books)
    issue(store, LAST - 1)
    now = stands(store)
    withdraw_figure(store, ME, (WITHDRAWN, "quarter", LAST - 1), "It was counted wrongly", now, now.facts)
    issue(store, LAST)
    for when in (LAST - 1, LAST):
        for ref in ("5.1.1.a", "5.1.2.d", "5.2.2.a"):
            add_comment(store, ME, when, ref, "officer", ME, "The team was complete again.")
        raise_to_svrp(store, ME, when, "decision", "Whether Choices goes on in the autumn")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    office = Office(tmp_path_factory.mktemp("attacked") / "store")
    opened = office.open()
    issued_many_times(opened)
    yield opened
    office.close()


@dataclass(frozen=True)
class Handed:
    """An issue, its pack, the files of the pack and those that can be taken one by one (`single`), and what earlier
    issues shared."""

    issue: Issue
    pack: Pack
    files: dict[str, bytes]
    single: dict[str, bytes]
    before: tuple[pd.DataFrame, ...]

    @cached_property
    def every(self) -> dict[str, bytes]:
        return {**self.files, **self.single}

    @cached_property
    def same_whatever(self) -> frozenset[str]:
        """The sentences that the pack has too where everything is hidden and nothing is known of its returns: they
        are the same whatever the figures are."""
        shared = self.pack.results.frame
        nothing = shared.assign(marker="c", note="", **dict.fromkeys(NUMBERS, np.nan))
        bare = replace(
            self.pack,
            results=self.pack.results._replace(frame=nothing),
            collection=self.pack.collection._replace(problems=(), counts={}),
            revisions=(),
        )
        lines = every_line(pack_files(bare))
        return frozenset(one for line in lines for _, cell in line.cells for one in sentences(cell))

    def telling(self, files: dict[str, bytes]) -> list[Line]:
        """The lines of files that hold numbers, without what is the same whatever the figures are."""

        def left(cell: str) -> str:
            return " ".join(
                one for one in sentences(cell) if QUARTER.fullmatch(one) or one not in self.same_whatever
            )

        lines = (
            line._replace(cells=tuple((heading, left(cell)) for heading, cell in line.cells))
            for line in every_line(files)
        )
        return [line for line in lines if re.search(r"\d", QUARTER.sub("", line.words))]


@pytest.fixture(scope="module")
def handed(store: Store) -> list[Handed]:
    return all_handed(store)


def all_handed(store: Store) -> list[Handed]:
    now, out = stands(store), []
    for one in now.issues:
        with store.reading() as connection:
            pack = pack_of(connection, one)
        told = [each.shared for each in now.handed_out if each.place < one.place and each.shared is not None]
        single = {f"single.{file.ending}": file.made(store, one) for file in FOR_SHARING}
        out.append(Handed(one, pack, checked_pack_files(store, one), single, tuple(told)))
    return out


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.:;]) (?=[A-Z])", text)


def quarters_named(text: str) -> list[int]:
    return [quarter(int(year), int(number)) for year, number in QUARTER.findall(text)]


def test_the_store_has_what_the_attack_is_about(store: Store, handed: list[Handed]) -> None:
    """Late rows that wait and that revise, hidden figures in every pack, and an issue that was withdrawn."""
    assert [one.issue.title for one in handed] == ["2024/25 Q3, issue 2", "2024/25 Q4, issue 1"]
    again = handed[0]
    assert again.pack.revisions and again.pack.notices
    keys = ["ref", "span", "period", "area"]
    assert again.issue.shared is not None
    moved = again.issue.frame.merge(again.issue.shared, on=keys, suffixes=("", "_told"))
    moved = moved[moved["value_told"].notna() & (moved["marker_told"] != "r")]
    assert (moved["value"] != moved["value_told"]).any(), "something waits"
    for one in handed:
        assert (one.pack.frame["marker"] == "c").sum() > 10
        assert (len(one.files), len(one.single)) == (8, 2)
        # Decisions, comments and corrections are in the tables that are taken alone, too.
        assert one.single["single.xlsx"] == next(data for name, data in one.files.items() if "tables" in name)
    with pytest.raises(StoreTrouble, match="was withdrawn"):
        checked_pack_files(store, stands(store).handed_out[0])


def test_no_part_of_a_file_names_a_later_quarter(handed: list[Handed]) -> None:
    """Nor three months of one in words."""
    spoken = re.compile(
        r"Q([1-4]) (?:of )?(20\d\d)/\d\d|(?:Jan|Apr|Jul|Oct)[a-z]*.{1,4}(?:Mar|Jun|Sep|Dec)[a-z]* (20\d\d)"
    )
    for one in handed:
        for name, data in one.every.items():
            for where, text in raw_texts(name, data):
                assert max(quarters_named(text), default=0) <= one.issue.quarter, where
                for number, year, calendar in spoken.findall(text):
                    named = quarter(int(year), int(number)) if year else quarter(int(calendar) - 1, 4)
                    assert named <= one.issue.quarter, where


def test_no_file_depends_on_a_number_that_is_hidden(store: Store, handed: list[Handed]) -> None:
    """With every number of the officer's another one, and others of what was wrong with the returns, the same
    bytes."""
    random = np.random.default_rng(1)
    for one in handed:
        frame = one.issue.frame.copy()
        for name in NUMBERS:
            numbers = frame[name].to_numpy(dtype=float, na_value=np.nan)
            frame[name] = pd.array(
                np.round(numbers * 3 + random.integers(1, 9, len(frame))), frame[name].dtype
            )
        with store.reading() as connection:
            pack = pack_of(connection, replace(one.issue, data=frame_as_bytes(frame)))
        counts = {kind: many + 3 for kind, many in pack.collection.problem_counts().items()}
        again = pack_files(replace(pack, collection=pack.collection._replace(counts=counts)))
        assert [name for name in one.files if one.files[name] != again[name]] == []


# What in a line needs no figure to explain it.
NAMES = re.compile(
    r"\b5\.\d(?:\.\d(?:\.[a-d])?)?\b|\b20\d\d[/-]\d\d(?: Q[1-4])?\b|\bQ[1-4]\b|\b\d{1,2} [A-Z][a-z]+ 20\d\d"
    r"|\b20\d\d-\d\d-\d\dT\S*|(?:Figure|Table|Chart|Sheet ?)\d+(?!\.\d)"
    r"|(?:Figure|Table|Chart|Events:|event) \d+(?!\.\d)|\b\d+(?=, (?:20|\d+ [A-Z]))|'Chart \w+'!\S+|!\$\d+:\$\d+|\b1-1 "
    r"|95% (?:range|interval)|\b12 are needed|takes 8 quarters|\(\d of \d\)|\bevents [\d, ]+|issue \d+,?|\bPage \d+ of \d+|page \d+$|^Typst [\d.]+|device-width, initial-scale=1|max-width: 30rem"
)
# What is worked out from figures that are shown, where every quarter that the sentence names is.
FOLLOWS = re.compile(
    r"true change to \S+(?: or to \S+)? would|is worth \S+ points|[Oo]nly \d+ quarters?|will end with .*|the range that chance alone gives, \S+ to \S+"
    r"|\((?:95% )?range \S+ to \S+\)|just (?:above|below) the (?:upper|lower) limit of \S+|about one quarter in \d+|\d+ improving . \d+ worsening . \d+ no clear change . \d+ not judged"
    r"|\d+ of \d+ targets? met(?:, \d+ cannot be told)?|whether any of \d+ targets|\d+ measures? improving|\d+ worsening|(?:[Tt]argets|cannot be|be told|met|missed) \(\d+\)|Figures corrected since they were issued: \d+"
)
# Columns and series that are no figures: lines worked out from those shown, as whole files prove.
LINES = re.compile(
    rf"median|average$|average of|limit|middle|level|Place on the chart|^Events|^event |{AXIS}", re.I
)
TOKEN = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?(?:[eE]-?\d+)?%?")


class Known:
    """What may be told of each measure in the pack of an issue: by measure and quarter its numbers, of which there
    are none where they are hidden; those of the years to date; and what earlier issues told."""

    def __init__(self, one: Handed) -> None:
        self.last = one.issue.quarter
        self.quarters, self.years = (
            _numbers(one.pack.results.frame, span) for span in ("quarter", "year to date")
        )
        self.before = [_numbers(each, "quarter") for each in one.before]
        self.targets = {
            target.ref: [band.least for band in target.bands if band.least is not None]
            for target in one.pack.targets
        }

    def unexplained(self, line: Line) -> list[str]:
        """The numbers of a line that do not follow from what is shared of its measure and the quarters it names."""
        of_line = quarters_named(line.words)
        return [
            token
            for heading, cell in line.cells
            if not LINES.search(heading)
            for ref in [about(heading) or line.ref]
            for sentence in sentences(_without_page(cell, of_line))
            for token in TOKEN.findall(self._without_names(sentence, ref))
            if not self._is_told(
                token, ref, {self.last, self.last - 1, self.last - 4, *of_line, *quarters_named(heading)}
            )
        ]

    def _without_names(self, sentence: str, ref: str) -> str:
        named = quarters_named(sentence) or [self.last]
        hidden = any(self.quarters.get((ref, q)) == {} for q in named)
        return NAMES.sub(" ", sentence if hidden else FOLLOWS.sub(" ", sentence))

    def _is_told(self, token: str, ref: str, quarters: set[int]) -> bool:
        told = [
            held.get((ref, q), {}) for q in quarters for held in (self.quarters, self.years, *self.before)
        ]
        values = [numbers["value"] for numbers in told if "value" in numbers]
        ends = [abs(one["value"] - one[end]) for one in told for end in ("lower", "upper") if end in one]
        differences = [one - other for one, other in permutations(values, 2)]
        may = [
            *(n for numbers in told for n in numbers.values()),
            *ends,
            *differences,
            *self.targets.get(ref, []),
        ]
        scales = (1, 100) if ref and MEASURE[ref].unit == "proportion" else (1,)
        return any(_is_near(token, one * scale) for one in may for scale in scales)


def _numbers(frame: pd.DataFrame, span: str) -> dict[tuple[str, int], dict[str, float]]:
    own = frame[(frame["area"] == "all") & (frame["span"] == span)]
    return {
        (row["ref"], row["period"]): {name: float(row[name]) for name in NUMBERS if not pd.isna(row[name])}
        for row in own.to_dict("records")
    }


def _without_page(cell: str, named: list[int]) -> str:
    """A line of the contents without its page."""
    return re.sub(r"(?<=\D)\d{1,2}$", "", cell) if cell.startswith("5.") and not named else cell


def _is_near(token: str, number: float) -> bool:
    """Whether a number is another one as far as it is written: in words, or as far as a workbook keeps it."""
    bare = token.replace("−", "-").replace(",", "").rstrip("%")
    places = len(bare.partition(".")[2])
    off = 0.5 * 10.0**-places if places < 10 else 1e-12 * max(1.0, abs(number))
    return abs(float(bare) - number) <= off + 1e-9 * (places < 10)


def test_every_number_is_shared_or_follows_from_what_is(handed: list[Handed]) -> None:
    for one in handed:
        known, lines = Known(one), one.telling(one.every)
        assert len(lines) > 2000
        assert [(line, left) for line in lines if (left := known.unexplained(line))] == []


def test_no_file_tells_a_figure_that_was_withdrawn(handed: list[Handed]) -> None:
    """Neither of the issue that told it nor of the next: no line about its measure that names its quarter has the number
    it had, or any other that is told of no quarter."""
    first, _ = handed
    assert first.issue.shared is not None
    told = first.issue.shared.set_index(["ref", "span", "period", "area"])["value"]
    was = told[WITHDRAWN, "quarter", LAST - 1, "all"]
    assert was > 0
    for one in handed:
        known = Known(one)
        known.before = []
        assert known.quarters[WITHDRAWN, LAST - 1] == {} and NOTICE in one.pack.notices
        lines = [line for line in one.telling(one.every) if line.ref == WITHDRAWN]
        own = [line for line in lines if LAST - 1 in quarters_named(line.words)]
        assert own and [(line, left) for line in own if (left := known.unexplained(line))] == []
        marked = [line for line in own if quarters_named(line.words) == [LAST - 1]]
        assert not any(
            _is_near(token, was) for line in marked for token in TOKEN.findall(QUARTER.sub("", line.words))
        )


def test_with_rounded_counts_too(tmp_path: Path) -> None:
    """More than 7, counts to the nearest 5: every number is a rounded one or follows from these, and no file depends on
    one that is hidden."""
    store = Office(tmp_path / "store").open()
    for name, value in (("small_number_threshold", 8), ("counts_rounded_to", 5)):
        choose_setting(store, ME, name, value, stands(store).facts)
    books = [path for path in SAMPLES if "RESET" in path.name]
    take(store, returns_of(*read_files([(path.name, path.read_bytes()) for path in books]), store=store))
    issue(store, LAST)
    [one] = all_handed(store)
    assert one.issue.shared is not None
    exact = one.issue.shared["denominator"].dropna() % 5
    shown = one.pack.results.frame["denominator"].dropna() % 5
    assert exact.any() and not shown.any()
    known, lines = Known(one), one.telling(one.every)
    assert [(line, left) for line in lines if (left := known.unexplained(line))] == []
    test_no_file_depends_on_a_number_that_is_hidden(store, [one])
    test_no_count_of_few_young_people_is_shared_or_said([one])


def test_no_count_of_few_young_people_is_shared_or_said(handed: list[Handed]) -> None:
    few = re.compile(
        r"\b[1-4] young (?:people|person)|(?<!\bPage )\b[1-4] (?:of|out of) \d+(?! targets? met)|\b(?:one|two|three|four) young people"
    )
    for one in handed:
        frame = one.pack.results.frame
        for row in frame[frame["ref"].map({ref: m.about_people for ref, m in MEASURE.items()})].to_dict(
            "records"
        ):
            measure = MEASURE[row["ref"]]
            counts = [row["value"] if measure.counts else row["denominator"], row["left_out"]]
            if measure.statistic.percent:
                counts += [row["numerator"], row["denominator"] - row["numerator"]]
            assert not any(1 <= n < 5 for n in counts if not pd.isna(n)), row
        for line in one.telling(one.every):
            assert not few.search(line.words), line


@pytest.mark.parametrize("ref", ["5.1.2.d", "5.2.2.a"])
def test_the_reader_would_find_a_hidden_figure_in_every_file(handed: list[Handed], ref: str) -> None:
    """One hidden figure of the pack's own quarter or of an earlier one is let out; and the pack of the next quarter
    is taken for that of this one."""
    one, later = handed
    frame, own = one.pack.results.frame, ["ref", "span", "period", "area"]
    whole = one.issue.frame.set_index(own)
    hidden = frame[
        (frame["ref"] == ref)
        & (frame["marker"] == "c")
        & (frame["span"] == "quarter")
        & (frame["area"] == "all")
    ]
    assert len(hidden)
    opened = frame.copy()
    at = hidden.index[-1]
    for name in NUMBERS:
        opened.loc[at, name] = whole.loc[tuple(frame.loc[at, own]), name]
    opened.loc[at, "marker"] = ""
    files = pack_files(replace(one.pack, results=one.pack.results._replace(frame=opened)))
    known = Known(one)
    found = {line.where.split(":")[0] for line in one.telling(files) if known.unexplained(line)}
    assert found == {name for name in files if not name.endswith(("dictionary.csv", "metadata.json"))}
    for name, data in later.files.items():
        assert any(
            max(quarters_named(text), default=0) > one.issue.quarter for _, text in raw_texts(name, data)
        ), name
