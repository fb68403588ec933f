"""The evidence for a bid: what stands in it, that it is a sound and accessible Word document, and that it tells
nothing that is hidden, also not in what somebody typed."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.exports.bid.chosen_rows import BidChoice, Rows, rows_for, texts_of_rows
from ieo_metrics.exports.bid.from_issue import bid_document, bid_file_name
from ieo_metrics.exports.leak_check.check_file import TO_DO_IN_ROWS, Leaks, raise_if_leaking
from ieo_metrics.exports.pack.content import Pack
from tests.exports.bid.bid_rows import CHOICE, typed
from tests.exports.conftest import Q2, Packed

NAME = bid_file_name(Q2)


def prepared(packed: Packed, rows: Rows, choice: BidChoice = CHOICE) -> tuple[Pack, Rows]:
    """As `checked_bid` prepares them."""
    chosen = rows_for(choice, rows, Q2)
    bare = {"comments": {}, "decisions": (), "updates": (), "revisions": ()}
    return replace(packed.pack, **bare, written=texts_of_rows(chosen, Q2)), chosen  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made(packed: Packed) -> bytes:
    pack, rows = prepared(packed, typed())
    return bid_document(pack, CHOICE, rows)


@pytest.fixture(scope="module")
def words(made: bytes) -> str:
    """Every paragraph and cell of the document."""
    document = Document(BytesIO(made))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_it_is_looked_through_and_nothing_is_found(packed: Packed, made: bytes) -> None:
    pack, _ = prepared(packed, typed())
    assert raise_if_leaking({NAME: made}, pack, ["RX-1042"])[NAME] == made


def test_the_same_gives_the_same_bytes(packed: Packed, made: bytes) -> None:
    assert bid_document(*(lambda pack, rows: (pack, CHOICE, rows))(*prepared(packed, typed()))) == made


def test_a_validator_finds_nothing_in_it(made: bytes, tmp_path: Path) -> None:
    (path := tmp_path / NAME).write_bytes(made)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [error.description for error in result.errors]


def test_the_headings_are_in_order_and_each_picture_has_words(made: bytes) -> None:
    document = Document(BytesIO(made))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    first = [
        p.text for p in document.paragraphs if p.style.name == "Heading 1" and not p.text.startswith("5.")
    ]
    assert first == [
        "The funding round",
        "The need",
        "What the programme does",
        "What has changed",
        "How sure these figures are",
        "Level of evidence",
        "What we learned",
        "Partners and match funding",
        "Sources",
    ]
    pictures = document.element.body.findall(".//{*}docPr")
    assert pictures and all(picture.get("descr") for picture in pictures)
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert len(captions) >= len(document.tables)
    assert (document.core_properties.author, document.core_properties.language) == ("", "en-GB")


@pytest.mark.parametrize(
    "says",
    [
        "Evidence for a bid: Youth Futures",
        "A cohort. Needs Assessment, page 21, as of 1 March 2024.",
        "RESET: A worker from before release.",
        "Young adults of a hostel, 2 May 2024: “The first day out is the hardest.”",
        "Support for young people aged 18 to 25 who leave custody or are at risk of it (Society of St James).",
        "2: preliminary evidence of change",
        "What we think is behind it: Reviews are held on time.",
        "£60,000, Commissioner",
        "No Limits; Probation",
        "Level of evidence of RESET: Guidebook. https://guidebook.example/reset",
        "No Limits, A&E Navigators returns.",
        "Issue 2, 3 February 2025",
    ],
)
def test_what_was_chosen_stands_in_it(words: str, says: str) -> None:
    assert says in words


@pytest.mark.parametrize(
    "says",
    [
        "Excluded",  # a need that was not chosen
        "Not chosen",
        "Later than the quarter",
        "Over by then",
        "Only applied for",
        "City Trust",
        "5.3.1.a",
        "Two workers joined.",  # a comment for the board
        "Whether Choices goes on",  # a decision that the board is asked for
    ],
)
def test_nothing_else_stands_in_it(words: str, says: str) -> None:
    assert says not in words


def test_a_figure_that_is_hidden_is_marked_and_told_to_be(packed: Packed, words: str) -> None:
    """5.1.2.d is hidden in the quarter: its row has the mark, and its reason stands below."""
    line = next(line for line in packed.pack.lines if line.measure.ref == "5.1.2.d")
    assert line.now.marker == "c"
    assert "5.1.2.d Pain scale: reduced score: Hidden [c]: " in words
    assert packed.pack.hidden in words


def hidden_pairs(packed: Packed) -> HiddenFigures:
    until = packed.results.frame[packed.results.frame["period"] <= Q2]
    return HiddenFigures.beside(until, packed.pack.results.frame, 5)


@pytest.mark.parametrize(
    ("register", "field", "text"),
    [
        ("learning", "behind", "17 of 20 young people reduced their pain"),
        ("provision", "how", "Of the young people 3 went back to custody"),
        ("needs", "source", "Only 2 young people were counted"),
        ("rounds", "partners", "A partner who saw 4 young people"),
        ("evidence_levels", "source", "Of 3 young people"),
        ("voices", "what", "Both young people asked for it, 2 young people"),
        ("grants", "partners", "A charity that met 2 young people"),
    ],
)
def test_a_text_of_a_register_that_tells_is_refused_with_its_sentence(
    packed: Packed, register: str, field: str, text: str
) -> None:
    """As it is kept since before such a figure was hidden, or by another way round the form."""
    pack, rows = prepared(packed, typed(**{register: {field: text}}))
    files = {NAME: bid_document(pack, CHOICE, rows)}
    with pytest.raises(Leaks) as refused:
        raise_if_leaking(files, pack, (), hidden_pairs(packed))
    assert f'"{text}"' in str(refused.value) and TO_DO_IN_ROWS in str(refused.value)


def test_a_reference_in_a_text_of_a_register_is_refused(packed: Packed) -> None:
    pack, rows = prepared(packed, typed(learning={"behind": "After RX-1042 moved"}))
    with pytest.raises(Leaks, match="'rx-1042'"):
        raise_if_leaking({NAME: bid_document(pack, CHOICE, rows)}, pack, ["RX-1042"])


def test_without_round_need_or_row_it_says_what_is_not_entered(packed: Packed) -> None:
    bare = BidChoice(("TIPS",), ("5.3.1.a", "5.3.1.b"), ())
    nothing = {name: [] for name in typed()}
    pack, rows = prepared(packed, nothing, bare)
    made = bid_document(pack, bare, rows)
    assert raise_if_leaking({NAME: made}, pack)[NAME] == made
    said = "\n".join(paragraph.text for paragraph in Document(BytesIO(made)).paragraphs)
    assert said.startswith("Evidence for a bid\n") and "The funding round" not in said
    for words in (
        "No need was chosen.",
        "Nothing is entered of these measures.",
        "No agreed grant of these programmes is entered that goes on.",
    ):
        assert words in said
