"""Tables as HTML: real tables, with captions and headings that a screen reader announces. All text is
escaped here."""

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape, unescape

_TAG = re.compile("<[^>]*>")
# A day or a quarter, and nothing else: it stays on one line.
_UNBROKEN = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}/\d\d Q[1-4]")


class Html(str):
    """Markup that we wrote ourselves, and that is not escaped again."""


def safe_markup(content: object) -> str:
    """A cell's content as markup: what is not ours is escaped, so that a file called `<script>` is shown and
    does nothing."""
    if content is None or content != content:
        return ""
    return content if isinstance(content, Html) else escape(str(content), quote=True)


def plain_text(content: object) -> str:
    """A cell's content as a file has it: of our own markup only what it says."""
    return unescape(_TAG.sub("", content)) if isinstance(content, Html) else str(content)


def cell(content: object, *, numeric: bool = False, heading: bool = False, kind: str = "") -> str:
    """A cell of a table; `kind`: how it is drawn, beside that."""
    said = safe_markup(content)
    whole = "ieo-unbroken" if _UNBROKEN.fullmatch(said) else ""
    names = " ".join(filter(None, ("number" if numeric else "", whole, kind)))
    drawn = f' class="{names}"' if names else ""
    return f'<th scope="row"{drawn}>{said}</th>' if heading else f"<td{drawn}>{said}</td>"


def table_heading_row(columns: Sequence[str], numeric: Collection[str] = ()) -> str:
    """The row of headings."""
    kinds = [' class="number"' if name in numeric else "" for name in columns]
    cells = [
        f'<th scope="col"{kind}>{safe_markup(name)}</th>' for name, kind in zip(columns, kinds, strict=True)
    ]
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def html_table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numeric: Collection[str] = (),
    caption_shown: bool = True,
    kind: str = "",
) -> str:
    """A table whose first column names its rows. It scrolls sideways within itself, and can be reached with
    Tab to do so."""
    body = "".join(
        "<tr>"
        + "".join(
            cell(content, numeric=name in numeric, heading=i == 0)
            for i, (name, content) in enumerate(zip(columns, row, strict=True))
        )
        + "</tr>"
        for row in rows
    )
    return framed_table(
        caption,
        f"{table_heading_row(columns, numeric)}<tbody>{body}</tbody>",
        caption_shown=caption_shown,
        kind=kind,
    )


def framed_table(caption: str, inside: str, *, caption_shown: bool = True, kind: str = "") -> str:
    """The outside of a table, around its head and bodies."""
    said = safe_markup(caption)
    hidden = "" if caption_shown else ' class="unseen"'
    inner = f'<table class="ieo-table {kind}"><caption{hidden}>{said}</caption>{inside}</table>'
    return f'<div class="ieo-scroll" role="region" aria-label="{said}" tabindex="0">{inner}</div>'


# What Markdown acts on anywhere, and what begins a heading, a list or a quotation: a backslash stops it.
_MARKS = re.compile(r"[\\*_`\[\]<$~]|&(?=#?\w+;)|^[#>+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
# What Streamlit turns into icons, arrows and links even behind a backslash: there a sign that prints nothing
# stops it.
_TURNED = re.compile(r":(?=[^\s\d]|\d+:)|[-<>~](?=[-=>])|(?<=[Ww]{3})(?=\.)|(?<=\w)(?=@)")
_NOTHING = "\u2060"


def inert_text(text: str) -> str:
    """A text for a label that Streamlit reads as Markdown: shown as it is, without links, formulas, colours
    or icons. Little is marked, since a screen reader is given the label as it is written here. What one
    chooses among is no Markdown: there the marks would be seen."""
    shown = _TURNED.sub(rf"\g<0>{_NOTHING}", " ".join(text.split()))
    return _MARKS.sub(r"\\\g<0>", shown)
