"""A guide as a tagged PDF, typeset as the report is."""

import datetime as dt

from ieo_metrics.exports.guides.guide_content import Guide, guide_report
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.pdf_document import report_pdf
from ieo_metrics.framework.configuration.unit_look import UnitLook


def guide_pdf(guide: Guide, look: UnitLook, made: dt.date) -> bytes:
    """The PDF; the same guide, look and date give the same bytes."""
    return report_pdf(guide_report(guide, look, made), [], Pictures(look))
