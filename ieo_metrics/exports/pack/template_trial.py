"""A Word template is tried when it is chosen: a report of a few lines is made with it and looked through, so
that no pack fails for it later."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from docx import Document

from ieo_metrics.exports.leak_check.hidden_content import unfit_elements, unfit_parts
from ieo_metrics.exports.leak_check.open_parts import package_parts, xml_roots
from ieo_metrics.exports.report.blocks import Block, Heading, Items, Paragraph, Report, Table
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.document import report_document
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.reading.word_template.read_template import WordTemplate
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.record.unit_look import clean_template

WORDS = "Words"
TRIED: tuple[Block, ...] = (
    *(Heading(WORDS, level) for level in (1, 2, 3)),
    Paragraph(WORDS),
    Paragraph(WORDS, small=True),
    Items((WORDS,)),
    Items((WORDS,), numbered=True),
    Table(WORDS, (WORDS, WORDS), ((WORDS, WORDS),), (0.5, 0.5)),
)
CANNOT_BE_USED = (
    "The template's styles, headers or footers cannot be used: no report could be made with them. Open it in "
    "Word, save it again as a Word Template (.dotx), and choose that. Nothing was saved."
)


def template_that_serves(data: bytes, look: UnitLook) -> WordTemplate:
    """What is taken of a template, once a report in it was made and looked through. Raises StoreTrouble, in
    words, where it cannot be taken, no report can be made with it, or one could not be shared."""
    taken = clean_template(data)
    try:
        found = list(_unfit(replace(look, template=taken.document, template_words=taken.words)))
    except Exception:  # whatever it is, the officer gets a sentence
        raise StoreTrouble(CANNOT_BE_USED) from None
    if found:
        raise StoreTrouble(
            f"A report in this template would have {found[0]}. Nothing was saved: remove that."
        )
    return taken


def _unfit(look: UnitLook) -> Iterator[str]:
    report = Report(WORDS, look, dt.date(2024, 1, 1), WORDS, TRIED, (), (), ())
    data = report_document(report, (), Pictures(look))
    Document(BytesIO(data))
    parts = list(package_parts(data))
    yield from unfit_parts(data, parts)
    for name, root in xml_roots(parts).items():
        yield from unfit_elements(name, root)
