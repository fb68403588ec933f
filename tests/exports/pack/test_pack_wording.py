"""What the pack says beside its figures: how each stands to its target, and what its own history says.
Nothing of a hidden one."""

import io
import re
from dataclasses import replace

import docx
import openpyxl
import pandas as pd
import pptx
import pytest

from ieo_metrics.exports.leak_check.check_file import raise_if_leaking
from ieo_metrics.exports.pack.content import Pack, PackComment, pack_file_name
from ieo_metrics.exports.pack.files import pack_files, pack_writers
from ieo_metrics.exports.pack.wording import (
    NO_REASON,
    REASON_BELOW,
    SENTENCES,
    commentary,
    explained_bullets,
)
from ieo_metrics.exports.report.blocks import Table
from ieo_metrics.exports.report.content import report_content
from ieo_metrics.exports.report.page_plan.page_room import OWN
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.overview_lines import beside_verdict
from ieo_metrics.statistics.verdict_wording import verdict_in_short
from ieo_metrics.statistics.verdicts import NO_CLEAR_CHANGE
from ieo_metrics.statistics.years.year_sentences import year_end_says
from tests.exports.conftest import Packed
from tests.exports.pack.read_web_and_pdf import BESIDE, ROW, Piece, pdf_pieces, web_page_pieces

Q4 = quarter(2024, 4)
# In the last quarter of the samples there were 13 sessions of 5.3.1.a, and 5.2.2.b rose by 1.4 points;
# 5.2.1.a is hidden for these tests.
MET, MISSED, HIDDEN = "5.3.1.a", "5.2.2.b", "5.2.1.a"
TARGETS = tuple(
    Target(ref, quarter(2023, 1), (Band("on target", least),))
    for ref, least in ((MET, 2), (MISSED, 9.0), (HIDDEN, 0.5))
)
SAID = {
    MET: "Meets the target of 2 in force since 2023/24 Q1.",
    MISSED: "Below the target of +9.0 in force since 2023/24 Q1.",
    HIDDEN: "Whether the target of 50% in force since 2023/24 Q1 is met cannot be told: 2024/25 Q4 is hidden.",
}


def with_figure(pack: Pack, ref: str, **cells: object) -> Pack:
    """The pack with other cells in its quarter of a measure."""
    frame = pack.results.frame.copy()
    at = (
        (frame["ref"] == ref)
        & (frame["period"] == pack.quarter)
        & (frame["span"] == "quarter")
        & (frame["area"] == "all")
    )
    for name, cell in cells.items():
        frame.loc[at, name] = cell
    return replace(pack, results=pack.results._replace(frame=frame))


def hidden(pack: Pack, ref: str) -> Pack:
    return with_figure(
        pack,
        ref,
        marker="c",
        **dict.fromkeys(("value", "numerator", "denominator", "lower", "upper"), float("nan")),
    )


@pytest.fixture(scope="module")
def aimed(packed: Packed) -> Pack:
    """The last quarter of the samples, with three targets; one is of a figure that is hidden."""
    return hidden(replace(packed.last(), targets=TARGETS, comments={}), HIDDEN)


@pytest.fixture(scope="module")
def files(aimed: Pack) -> dict[str, bytes]:
    return pack_files(aimed)


def report_of(pack: Pack, files: dict[str, bytes]) -> list[str]:
    return [
        p.text
        for p in docx.Document(io.BytesIO(files[pack_file_name(pack.quarter, "report.docx")])).paragraphs
    ]


def slides_of(pack: Pack, files: dict[str, bytes]) -> list[tuple[str, str]]:
    """By slide, what is on it and what its notes say."""
    slides = pptx.Presentation(io.BytesIO(files[pack_file_name(pack.quarter, "slides.pptx")])).slides
    return [
        (
            " ".join(s.text_frame.text for s in one.shapes if s.has_text_frame),
            one.notes_slide.notes_text_frame.text,
        )
        for one in slides
    ]


def slides_of_measures(pack: Pack, files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Those of the measures, in the framework's order."""
    begins = [f"{m.ref}. " for m in MEASURES]
    found = [both for both in slides_of(pack, files) if any(one in both[0] for one in begins)]
    return [next(both for both in found if one in both[0]) for one in begins]


def first_page(texts: list[str]) -> list[str]:
    return texts[: 1 + next(i for i, text in enumerate(texts) if text.startswith("What is hidden"))]


def changes(texts: list[str]) -> list[str]:
    """What the first page says of what was missed or changed."""
    start = next(place for place, text in enumerate(texts) if text.endswith(", and why"))
    return texts[start + 1 : texts.index("Decisions sought")]


def test_the_target_is_said_in_report_slides_and_tables(aimed, files):
    """Of a hidden figure, that it cannot be told, as page one has it."""
    texts, slides = report_of(aimed, files), slides_of_measures(aimed, files)
    book = openpyxl.load_workbook(io.BytesIO(files[pack_file_name(Q4, "tables.xlsx")]))
    for m, (shown, notes) in zip(MEASURES, slides, strict=True):
        at = max(i for i, text in enumerate(texts) if text.startswith(f"{m.ref} {m.name}"))
        after = texts[at + 1 :]
        of_report = " ".join(
            after[: next((i for i, text in enumerate(after) if re.match(r"5\.\d", text)), len(after))]
        )
        of_sheet = " ".join(
            str(cell) for row in book[m.ref].iter_rows(values_only=True, max_row=8) for cell in row if cell
        )
        for said in (of_report, shown, notes, of_sheet):
            assert (SAID[m.ref] in said) if m.ref in SAID else ("in force since" not in said), (m.ref, said)
        assert m.ref not in SAID or f"2024/25 Q4: {SAID[m.ref]}" in of_sheet


def test_a_pack_with_targets_is_looked_through_and_the_same_to_the_byte(aimed, files):
    assert raise_if_leaking(files, aimed) == files
    assert pack_files(replace(aimed)) == files


def test_a_pack_without_targets_says_nothing_of_them(packed):
    said = [text for text in report_of(packed.pack, packed.files) if "target" in text.lower()]
    assert said[0] == "No target is in force this quarter." and len(said) == 2  # how to read a line
    assert not any("target" in said.lower() for both in slides_of(packed.pack, packed.files) for said in both)


def beyond(pack: Pack, ref: str, sign: int = 1) -> Pack:
    """The pack with an average change of 2.5 points of 36 young people, far beyond what it has been; the one measure
    that is improving in what is shared of the samples is hidden."""
    lower, upper = sorted((sign * 2.2, sign * 2.8))
    return with_figure(
        hidden(pack, "5.1.4.a"),
        ref,
        value=sign * 2.5,
        numerator=sign * 90.0,
        denominator=36.0,
        lower=lower,
        upper=upper,
        marker="",
    )


def test_the_first_page_names_what_is_improving_in_the_words_of_its_own_page(aimed):
    pack = beyond(aimed, MISSED)
    files = pack_files(pack)
    first = first_page(report_of(pack, files))
    (said,) = changes(first)
    found = "5.2.2.b Offending: average change: +2.5, improving, against a target of +9.0; missed."
    assert said == f"{found} {NO_REASON}" and "What was missed, what changed, and why" in first
    assert found in slides_of(pack, files)[0][0] and NO_REASON not in slides_of(pack, files)[0][0]
    of_measures = dict(zip([m.ref for m in MEASURES], slides_of_measures(pack, files), strict=True))
    assert [ref for ref, (shown, _) in of_measures.items() if NO_REASON in shown] == [MISSED]
    rests_on = "Improving: 2024/25 Q4 (+2.5) is above the upper limit of +1."
    assert rests_on in " ".join(report_of(pack, files)[len(first) :])
    assert rests_on in slides_of_measures(pack, files)[[m.ref for m in MEASURES].index(MISSED)][1]


def written(pieces: list[Piece]) -> list[str]:
    """The texts of a file, without tables and what stands beside pictures."""
    return [piece.texts[0] for piece in pieces if piece.tag not in (BESIDE, ROW)]


def test_page_one_says_which_targets_are_met_by_name_and_why_one_was_missed(aimed):
    """Though nothing changed; and a reason that is too long for page one stands with its measure."""
    names = {m.ref: m.name for m in MEASURES}
    quiet = hidden(aimed, "5.1.4.a")
    told = PackComment("A", "Officer", "3 February 2025", "Two workers left.")
    for words, why in (
        (told.text, f"A, Officer, 3 February 2025: {told.text}"),
        ("It was so. " * 100, REASON_BELOW),
    ):
        pack = replace(quiet, comments={MISSED: (told._replace(text=words),)})
        texts = report_of(pack, {pack_file_name(Q4, "report.docx"): pack_writers()["report.docx"](pack)})
        first = first_page(texts)
        for said in (
            f"Targets met (1): {names[MET]}.",
            f"Targets missed (1): {names[MISSED]}.",
            f"Targets where this cannot be told (1): {names[HIDDEN]}.",
            "What was missed, and why",
            f"{MISSED} {names[MISSED]}: +1.4 against a target of +9.0; missed. {why}",
        ):
            assert said in first
        assert sum(words.strip() in text for text in texts) == 1
        assert ("The reason given stands on page one." in texts) == (why != REASON_BELOW)


def test_the_reason_of_what_changed_is_said_once_on_page_one(aimed):
    """What was said of a measure that did not change stands with the measure, and there alone."""
    told = PackComment("A", "Officer", "3 February 2025", "Two workers joined.")
    other = told._replace(text="As was expected.")
    pack = replace(beyond(aimed, MISSED), comments={MISSED: (told,), MET: (other,)})
    files = pack_files(pack)
    for texts in (
        report_of(pack, files),
        written(pdf_pieces(files[pack_file_name(Q4, "report.pdf")])),
        written(web_page_pieces(files[pack_file_name(Q4, "report.html")])),
    ):
        first = first_page(texts)
        # A PDF has the bullet of a list as a text of its own.
        assert [text for text in changes(first) if text != "•"] == [
            f"{MISSED} Offending: average change: +2.5, improving, against a target of +9.0; missed. A, Officer, "
            f"3 February 2025: {told.text}"
        ]
        assert sum(told.text in text for text in texts) == sum(other.text in text for text in texts) == 1
        assert not any(other.text in text for text in first)


def test_the_first_page_names_what_is_worsening(aimed):
    pack = beyond(aimed, MISSED, -1)
    first = first_page(report_of(pack, pack_files(pack)))
    (said,) = changes(first)
    assert said == (
        f"{MISSED} Offending: average change: −2.5, worsening, against a target of +9.0; missed. {NO_REASON}"
    )


def test_the_first_page_names_nothing_of_a_hidden_figure(aimed):
    pack = hidden(beyond(aimed, MISSED), MISSED)
    assert explained_bullets(pack) == []
    files = pack_files(pack)
    first = first_page(report_of(pack, files))
    assert changes(first) == ["No measure is clearly improving or worsening."]
    assert "5.2.2.b" not in slides_of(pack, files)[0][0]
    assert f"Targets where this cannot be told (2): Do not reoffend; {MEASURE[MISSED].name}." in first


def test_a_first_page_with_every_measure_beyond_its_limits_names_them_in_one_line(aimed):
    frame = aimed.results.frame.copy()
    single = (frame["span"] == "quarter") & (frame["area"] == "all")
    frame.loc[single, ["value", "numerator", "denominator", "lower", "upper", "marker"]] = [
        0.5,
        10,
        20,
        0.3,
        0.7,
        "",
    ]
    frame.loc[single & (frame["period"] == Q4), "value"] = 1.0
    frame.loc[single & (frame["period"] == Q4 - 3), "value"] = 0.51  # else the limits have no width
    pack = replace(aimed, results=aimed.results._replace(frame=frame), revisions=())
    found = explained_bullets(pack)
    judged = [m.ref for m in MEASURES if not m.counts]
    assert len(judged) > SENTENCES
    assert [text.partition(",")[0] for text in found] == ["Missed", "Improving", "Worsening"]
    assert all(any(ref in text for text in found) for ref in judged)
    document = docx.Document(io.BytesIO(pack_files(pack)[pack_file_name(Q4, "report.docx")]))
    paragraphs = document.paragraphs[: len(first_page([p.text for p in document.paragraphs]))]
    table = next(block for block in report_content(pack).first if isinstance(block, Table))
    written = sum(OWN.paragraph_height(p.style.name, p.text) for p in paragraphs)
    assert written + OWN.table_height(table) <= OWN.room


def test_each_line_of_the_cover_that_wraps_has_room(files):
    """A column as wide as 100 digits has room for some 110 letters, and LibreOffice shows a row as high as it
    is said to be."""
    sheet = openpyxl.load_workbook(io.BytesIO(files[pack_file_name(Q4, "tables.xlsx")]))["Cover"]
    long = [cell for (cell,) in sheet.iter_rows() if cell.value and len(str(cell.value)) > 110]
    assert long
    for cell in long:
        assert (sheet.row_dimensions[cell.row].height or 0) >= 15.75 * 2, cell.value
    assert pd.isna(sheet.row_dimensions[2].height) or sheet.row_dimensions[2].height < 20


def test_what_would_have_been_seen_and_the_year_stand_in_every_file(aimed, files):
    """With every verdict of no clear change the smallest change, and of the school year the year before."""
    lines, slides = aimed.lines, slides_of_measures(aimed, files)
    report = " ".join(report_of(aimed, files))
    book = openpyxl.load_workbook(io.BytesIO(files[pack_file_name(Q4, "tables.xlsx")]))
    cells = {
        m.ref: " ".join(str(row[0]) for row in book[m.ref].iter_rows(values_only=True)) for m in MEASURES
    }
    for line, (_, notes) in zip(lines, slides, strict=True):
        said = beside_verdict(line)
        assert line.verdict.word != NO_CLEAR_CHANGE or said, line.measure.ref
        assert not line.measure.seasonal or said.startswith("The year to date is"), line.measure.ref
        for text in (report, notes, cells[line.measure.ref]):
            assert said in text, line.measure.ref
        if line.measure.counts and line.now.value is not None:
            assert year_end_says(line.year_end, line.measure) in notes


def test_why_some_improvement_would_be_expected_is_said_once_in_a_file(aimed, files):
    words = "Young people may join when things are at their worst"
    assert " ".join(report_of(aimed, files)).count(words) == 1
    assert " ".join(notes for _, notes in slides_of(aimed, files)).count(words) == 1


def test_of_a_hidden_figure_it_is_said_once_that_it_is(aimed):
    """That it cannot be compared with two others as well goes without saying."""
    line = next(one for one in aimed.lines if one.measure.ref == HIDDEN)
    assert commentary(line, {}) == [
        "No value: 2024/25 Q4 is hidden, so that no young person can be recognised.",
        "Change not judged: the figure is hidden.",
    ]


def test_what_is_only_worth_watching_is_named_apart_from_the_verdicts(aimed):
    """On the report's first page: never among what improves or worsens, and said to be no verdict. The last seven
    quarters rise, 6 to 12, and lie far within the limits that the five before them make."""
    frame = aimed.results.frame.copy()
    own = (frame["ref"] == MET) & (frame["span"] == "quarter") & (frame["area"] == "all")
    frame.loc[own, "value"] = [20.0, 4.0, 20.0, 4.0, 20.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0]
    pack = replace(aimed, results=aimed.results._replace(frame=frame))
    (line,) = (one for one in pack.lines if one.measure.ref == MET)
    assert verdict_in_short(line.verdict) == "no clear change; worth watching"
    document = docx.Document(io.BytesIO(pack_files(pack)[pack_file_name(Q4, "report.docx")]))
    texts = first_page([p.text for p in document.paragraphs])
    rows = {row.cells[0].text: row.cells[3].text for row in document.tables[0].rows}
    assert rows[f"{MET} {line.measure.name}"] == "no clear change; worth watching"
    assert not any(f"{MET} {line.measure.name}" in text for text in changes(texts))
