"""No two files of a pack say different verdicts of one measure and quarter: all of them are read, of the samples
and of histories in which everything happens."""

import csv
import io
import re
from dataclasses import replace

import docx
import numpy as np
import openpyxl
import pptx
import pytest

from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.figure_markers import HIDDEN, NOT_COVERED
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import overview
from ieo_metrics.statistics.intervals import mean_t, wilson
from ieo_metrics.statistics.verdicts import IMPROVING, VERDICTS, WORSENING
from tests.exports.conftest import Packed

# How a sentence says a verdict, at its beginning or after `: +1.4. `.
SAID = re.compile(rf"\b({'|'.join(word.capitalize() for word in VERDICTS)}): ")


def restless(pack: Pack, seed: int) -> Pack:
    """The last quarter of a made-up history: figures that are hidden or missing, few people, and at its end all the
    people of some measures better and of others worse than ever."""
    last, drawn, frame = quarter(2024, 4), np.random.default_rng(seed), pack.results.frame.copy()
    rows = np.flatnonzero((frame["span"] == "quarter") & (frame["area"] == "all"))
    for place in rows:
        measure = MEASURE[frame["ref"].iloc[place]]
        ended = frame["period"].iloc[place] == last
        n, level = int(drawn.integers(3, 60)), 0.5
        if ended and drawn.random() < 0.8:
            n, level = 60, drawn.choice([0.0, 1.0])
        cells: dict[str, object] = {"marker": ""}
        if drawn.random() < 0.1:
            cells = {
                "marker": drawn.choice([HIDDEN, NOT_COVERED]),
                "numerator": np.nan,
                "denominator": np.nan,
            }
            cells |= {"value": np.nan, "lower": np.nan, "upper": np.nan}
        elif measure.counts:
            cells |= {"value": float(n), "numerator": float(n)}
        elif measure.statistic.signed:
            changes = drawn.integers(-3, 4, n) + round(12 * (level - 0.5))
            ends = mean_t(*(np.array([x]) for x in (changes.sum(), (changes**2).sum(), float(n))))
            cells |= {"value": changes.mean(), "numerator": changes.sum(), "denominator": float(n)}
            cells |= {name: end[0] for name, end in zip(("lower", "upper"), ends, strict=True)}
        else:
            k = float(drawn.binomial(n, level))
            ends = wilson(np.array([k]), np.array([float(n)]))
            cells |= {"value": k / n, "numerator": k, "denominator": float(n)}
            cells |= {name: end[0] for name, end in zip(("lower", "upper"), ends, strict=True)}
        for name, cell in cells.items():
            frame.iloc[place, frame.columns.get_loc(name)] = cell
    return replace(pack, results=replace(pack.results, frame=frame), revisions=(), comments={})


@pytest.fixture(scope="module", params=["samples", 1, 2])
def one(request: pytest.FixtureRequest, packed: Packed) -> tuple[Pack, dict[str, bytes]]:
    if request.param == "samples":
        return packed.pack, packed.files
    pack = restless(packed.last(), request.param)
    return pack, pack_files(pack)


def verdicts_of(results: Results, when: int) -> dict[str, str]:
    return {line.measure.ref: line.verdict.word for line in overview(results, when)}


def verdicts(pack: Pack) -> dict[str, str]:
    return verdicts_of(pack.results, pack.quarter)


def file_of(files: dict[str, bytes], ending: str) -> io.BytesIO:
    return io.BytesIO(next(data for name, data in files.items() if name.endswith(ending)))


def words_in(text: str) -> set[str]:
    return {found.lower() for found in SAID.findall(text)}


def test_the_made_up_histories_have_every_verdict(packed):
    found = [word for seed in (1, 2) for word in verdicts(restless(packed.last(), seed)).values()]
    assert set(found) == set(VERDICTS)


def test_the_csv(one):
    pack, files = one
    rows = list(csv.DictReader(io.TextIOWrapper(file_of(files, "measures.csv"), "utf-8")))
    of_quarter = {row["ref"]: row["verdict"] for row in rows if row["quarter"] == label(pack.quarter)}
    assert of_quarter == verdicts(pack)
    # Every earlier quarter has the verdict that its own page had, with nothing later.
    for back in range(1, 4):
        of_quarter = {
            row["ref"]: row["verdict"] for row in rows if row["quarter"] == label(pack.quarter - back)
        }
        assert of_quarter == verdicts_of(pack.results, pack.quarter - back)


def test_the_workbook(one):
    pack, files = one
    book = openpyxl.load_workbook(file_of(files, "tables.xlsx"))
    rows = [row for row in book["Summary"].iter_rows(values_only=True) if row[0] in MEASURE]
    assert {row[0]: words_in(row[-1]) for row in rows} == {
        ref: {word} for ref, word in verdicts(pack).items()
    }


def test_the_report(one):
    pack, files = one
    texts = [p.text for p in docx.Document(file_of(files, "report.docx")).paragraphs]
    contents = texts.index("Contents")
    first, rest = texts[:contents], texts[contents:]
    heads = [text for text in rest if text in {f"{m.ref} {m.name}" for m in MEASURES}][-len(MEASURES) :]
    starts = [len(rest) - 1 - rest[::-1].index(head) for head in heads]
    for m, start, end in zip(MEASURES, starts, [*starts[1:], len(rest)], strict=True):
        assert words_in(" ".join(rest[start:end])) == {verdicts(pack)[m.ref]}, m.ref
    for heading, word in (("What is improving", IMPROVING), ("What is worsening", WORSENING)):
        after = first[first.index(heading) + 1 :]
        named = " ".join(after[: next(i for i, text in enumerate(after) if text.startswith("What is "))])
        named_refs = {m.ref for m in MEASURES if f"{m.ref} " in named}
        assert named_refs == {ref for ref, said in verdicts(pack).items() if said == word}


def test_the_slides(one):
    pack, files = one
    slides = list(pptx.Presentation(file_of(files, "slides.pptx")).slides)
    cells = {}
    for slide in slides[1:3]:
        (table,) = [shape.table for shape in slide.shapes if shape.has_table]
        for row in list(table.rows)[1:]:
            name, _, word, _ = (cell.text for cell in row.cells)
            cells[name.split()[0]] = word.partition(";")[0].lower()
    assert cells == verdicts(pack)
    for m, slide in zip(MEASURES, slides[3:], strict=True):
        assert words_in(slide.notes_slide.notes_text_frame.text) == {verdicts(pack)[m.ref]}, m.ref
        in_title = [word for word in VERDICTS if f", {word}" in slide.shapes.title.text_frame.text]
        assert in_title in ([], [verdicts(pack)[m.ref]])
