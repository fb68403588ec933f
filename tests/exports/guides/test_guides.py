"""The guides to print: short, the same twice, tagged, and in the words of the pages' help."""

import datetime as dt
from io import BytesIO

import pikepdf
import pytest

from ieo_metrics.exports.guides.guide_content import GUIDES, Guide
from ieo_metrics.exports.guides.guide_pdf import guide_pdf
from ieo_metrics.exports.report.blocks import Items, Paragraph
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK
from ieo_metrics.framework.guidance.page_help import PAGE_HELP

MADE = dt.date(2024, 11, 1)
OFFICER, CHAIR = GUIDES


@pytest.mark.parametrize(("guide", "most"), [(OFFICER, 2), (CHAIR, 1)], ids=lambda one: str(one)[:20])
def test_it_is_short_tagged_and_the_same_twice(guide: Guide, most: int) -> None:
    made = guide_pdf(guide, PLAIN_LOOK, MADE)
    assert made == guide_pdf(guide, PLAIN_LOOK, MADE)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) <= most
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "en-GB"
        assert pdf.open_metadata()["dc:title"] == guide.title


def test_the_officers_guide_has_the_help_of_every_page() -> None:
    """Of the group's other work what each page is for: two sheets of paper have no room for more."""
    blocks = OFFICER.blocks()
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    listed = [text for block in blocks if isinstance(block, Items) for text in block.texts]
    whole = " ".join(said)
    for row in PAGE_HELP:
        if row.is_other_work:
            assert row.for_what in listed
        else:
            assert all(sentence in whole for sentence in row.sentences)
