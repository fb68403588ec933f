"""No two files of a pack say different verdicts of one measure and quarter: all of them are read, of the samples
and of histories in which everything happens."""

import io
from dataclasses import replace

import numpy as np
import pptx
import pytest

from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.figure_markers import HIDDEN, NOT_COVERED
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import overview
from ieo_metrics.statistics.intervals import mean_t, wilson
from ieo_metrics.statistics.verdicts import VERDICTS, WORSENING
from tests.exports.conftest import Packed
from tests.exports.pack.read_verdicts import csv_verdicts, measure_slides, pack_verdicts, slides_verdicts


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
    return replace(pack, results=pack.results._replace(frame=frame), revisions=(), comments={})


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


def test_the_made_up_histories_have_every_verdict(packed):
    found = [word for seed in (1, 2) for word in verdicts(restless(packed.last(), seed)).values()]
    assert set(found) == set(VERDICTS)


def test_every_file_says_the_one_verdict_of_every_measure(one):
    pack, files = one
    found = pack_verdicts(files, pack.quarter)
    assert len(found) == 6
    for name, said in found.items():
        assert said == {ref: {word} for ref, word in verdicts(pack).items()}, name


def test_the_csv_has_every_earlier_quarter_s_own_verdict(one):
    """As its own page had it, with nothing later."""
    pack, files = one
    data = next(data for name, data in files.items() if name.endswith("measures.csv"))
    for back in range(1, 4):
        expected = verdicts_of(pack.results, pack.quarter - back)
        assert csv_verdicts(data, pack.quarter - back) == {ref: {word} for ref, word in expected.items()}


def test_a_file_that_says_another_verdict_is_found(packed):
    """A sentence more in the notes of one measure's slide."""
    slides = pptx.Presentation(io.BytesIO(packed.file("slides.pptx")))
    measure_slides(slides)[MEASURES[0].ref].notes_slide.notes_text_frame.text += " Worsening: it is not."
    changed = io.BytesIO()
    slides.save(changed)
    assert slides_verdicts(changed.getvalue())[MEASURES[0].ref] == {
        WORSENING,
        verdicts(packed.pack)[MEASURES[0].ref],
    }
