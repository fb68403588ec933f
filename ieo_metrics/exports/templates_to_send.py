"""The blank workbooks of a quarter as they are sent to the providers: with the quarter in their names, as one
file of all, and with a text for the e-mail."""

from io import BytesIO

from ieo_metrics.exports.fix_list.covering_text import sender_lines
from ieo_metrics.exports.fix_list.fix_list_words import NO_NAMES
from ieo_metrics.exports.fix_list.reply_details import ReplyDetails
from ieo_metrics.exports.office.sealed_package import zip_bytes
from ieo_metrics.exports.templates import INSTEAD, template_file_name, template_layouts, write_template
from ieo_metrics.framework.configuration.unit_look import UNIT
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months
from ieo_metrics.framework.return_types import PROGRAMMES, ReturnType
from ieo_metrics.framework.words.list_in_words import list_in_words


def quarter_in_file_name(quarter: Quarter) -> str:
    """`2024-25 Q2`: a file's name has no slash."""
    return label(quarter).replace("/", "-")


def dated_template_name(programme: str, quarter: Quarter) -> str:
    """`RESET 2024-25 Q2.xlsx`."""
    return f"{template_file_name(programme).removesuffix('.xlsx')} {quarter_in_file_name(quarter)}.xlsx"


def template_as_bytes(programme: str, quarter: Quarter) -> bytes:
    """A programme's blank workbook; the same quarter gives the same bytes."""
    out = BytesIO()
    write_template(programme, out, quarter)
    return out.getvalue()


def templates_as_zip(quarter: Quarter) -> bytes:
    """The blank workbooks of all programmes as one .zip."""
    return zip_bytes(
        (dated_template_name(programme, quarter), template_as_bytes(programme, quarter))
        for programme in PROGRAMMES
    )


def template_email(return_type: ReturnType, quarter: Quarter, contact: str = "", unit: str = UNIT) -> str:
    """The text of the e-mail to one provider: which quarter, which sheets, and by when. `contact`, `unit`: as
    the unit's look has them."""
    due = return_type.due_day(quarter)
    layouts = [
        layout for layout in template_layouts(return_type.programme) if layout.table in return_type.tables
    ]
    sheets = [layout.template_sheet for layout in layouts if layout.table not in INSTEAD]
    instead = [
        f"You may use the sheet {layout.template_sheet}{INSTEAD[layout.table]}."
        for layout in layouts
        if layout.table in INSTEAD
    ]
    details = ReplyDetails(return_type.provider, label_with_months(quarter), due, contact, unit)
    many = len(sheets) > 1
    return "\n".join(
        [
            f"To {return_type.provider}",
            "",
            "Hello,",
            "",
            (
                f"Please find attached the workbook for your {return_type.programme} return for "
                f"{details.quarter}: {dated_template_name(return_type.programme, quarter)}. The quarter is "
                "filled in already."
            ),
            (
                f"Please fill in the sheet{'s' if many else ''} {list_in_words(sheets)}, and send the "
                f"workbook back by {day_in_words(due)}. Its first sheet says what to write in each column."
            ),
            *instead,
            (
                f"If there was nothing to report, send {'them' if many else 'it'} back with the headings and "
                "no rows. If you cannot send it in time, please tell us."
            ),
            NO_NAMES,
            "",
            *sender_lines(details),
        ]
    )
