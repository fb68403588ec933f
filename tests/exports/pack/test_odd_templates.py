"""Each Word template, however odd, is refused in words when it is chosen, or makes a report that is valid and
may be handed out."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from openxml_audit import OpenXmlValidator

from ieo_metrics.exports.leak_check.check_file import find_leaks
from ieo_metrics.exports.pack import template_trial
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.files import pack_writers
from ieo_metrics.exports.pack.template_trial import template_that_serves
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK
from ieo_metrics.reading.word_template.page_size import A4
from ieo_metrics.reading.word_template.read_template import WordTemplate
from ieo_metrics.reading.word_template.what_is_taken import what_is_taken
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.record import unit_look
from tests.exports.conftest import Packed, shared_until
from tests.reading.odd_templates import ODD, OF_TYPE, REFUSED, SIZE, mixed, odd, plain

# Of these the Heading 1 is not the template's own: it is none of paragraphs, or there is no style at all.
WITHOUT_HEADING = {"no styles at all", *(name for name in OF_TYPE if name.startswith("heading 1"))}
NO_SIZE = [name for name in ODD if name.startswith("a page without")]
VALIDATOR = OpenXmlValidator()


@pytest.fixture
def _without_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template is read here: a process of its own for each takes longer than all else."""
    monkeypatch.setattr(unit_look, "read_template", lambda data: WordTemplate(*what_is_taken(data)))


@pytest.fixture(scope="module")
def first_quarter(packed: Packed) -> Pack:
    """The pack of a first quarter, which is quick to make."""
    first = packed.results.governed.first
    results, collection, hidden = shared_until(packed.results, packed.collection, first)
    return replace(
        packed.pack, quarter=first, results=results, collection=collection, hidden=hidden, revisions=()
    )


def report_in(data: bytes, pack: Pack, folder: Path) -> Any:
    taken = template_that_serves(data, PLAIN_LOOK)
    looked = replace(pack, look=replace(PLAIN_LOOK, template=taken.document, template_words=taken.words))
    made = pack_writers()["report.docx"](looked)
    assert find_leaks("a.docx", made, looked) == []
    (path := folder / "report.docx").write_bytes(made)
    assert VALIDATOR.validate(path).errors == []
    return docx.Document(io.BytesIO(made))


@pytest.mark.usefixtures("_without_a_process")
@pytest.mark.parametrize("name", sorted(ODD.keys() - REFUSED.keys()))
def test_an_odd_template_makes_a_report_with_its_own_styles(name, first_quarter, tmp_path):
    report = report_in(odd(name), first_quarter, tmp_path)
    assert {paragraph.style.type for paragraph in report.paragraphs} == {WD_STYLE_TYPE.PARAGRAPH}
    used = {paragraph.style.name for paragraph in report.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Body Text", "List Bullet"} <= used
    own = report.styles["Heading 1"].font.size == Pt(SIZE)
    assert own == (name not in WITHOUT_HEADING)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_in_words(name):
    with pytest.raises(StoreTrouble, match=f"{REFUSED[name]}.*Nothing was saved"):
        template_that_serves(odd(name), PLAIN_LOOK)


@pytest.mark.usefixtures("_without_a_process")
@pytest.mark.parametrize("seed", range(8))
def test_a_template_that_is_odd_in_several_ways_makes_a_report(seed, first_quarter, tmp_path):
    assert report_in(mixed(seed), first_quarter, tmp_path).paragraphs


def test_an_odd_template_makes_a_report_with_charts(packed, tmp_path):
    assert report_in(mixed(1, 8), packed.pack, tmp_path).inline_shapes


@pytest.mark.parametrize("name", NO_SIZE)
def test_a_page_without_a_size_is_a4_with_margins_of_an_inch(name, first_quarter, tmp_path):
    page = report_in(odd(name), first_quarter, tmp_path).sections[0]
    if "size" in name:
        assert (page.page_width.twips, page.page_height.twips) == (A4["w"], A4["h"])
    if "margins" in name:
        assert [page.left_margin.inches, page.top_margin.inches] == [1, 1]


def test_whatever_else_goes_wrong_is_said_when_it_is_chosen(monkeypatch):
    def fails(*_: object) -> bytes:
        raise AttributeError("of a style")

    monkeypatch.setattr(template_trial, "report_document", fails)
    with pytest.raises(StoreTrouble, match="no report could be made with them"):
        template_that_serves(plain(), PLAIN_LOOK)
