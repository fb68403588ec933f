"""The report as a tagged PDF that screen readers can follow (PDF/UA-1). What is typed goes to the typesetter
as data, in a fixed template, which reads nothing but the charts; no package and no network is in reach."""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name

from ieo_metrics.exports.office.figure_cells import NONE, clean_text
from ieo_metrics.exports.office.unit_logo import IN_HEADER, INCH, logo_size
from ieo_metrics.exports.report import blocks
from ieo_metrics.exports.report.chart_pictures import Pictures, width_of
from ieo_metrics.exports.report.fonts import FONT, drawn_letters, fonts_folder
from ieo_metrics.exports.report.page_plan.pages import POINTS, Page
from ieo_metrics.exports.report.small_trends import values_of

TEMPLATE = Path(__file__).with_name("report.typ")
NOT_DRAWN = "\N{REPLACEMENT CHARACTER}"
SPACE = "\n\t"


def report_pdf(report: blocks.Report, pages: Sequence[Page], pictures: Pictures) -> bytes:
    """The PDF; the same report gives the same bytes. `pages`: of `pages_of`. A character that the font does
    not have is drawn as the replacement character."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "report.typ").write_bytes(TEMPLATE.read_bytes())
        data = _Data(root, pictures).of(report, pages)
        typeset = bytes(
            typst.compile(
                root / "report.typ",
                root=root,
                font_paths=[fonts_folder()],
                ignore_system_fonts=True,
                package_path=root,
                package_cache_path=root,
                sys_inputs={"report": json.dumps(data)},
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=dt.datetime.combine(report.made, dt.time(), dt.UTC),
            )
        )
    return _with_row_headings(typeset)


def _with_row_headings(data: bytes) -> bytes:
    """The same, with the first cell of each row of a table tagged as the heading of its row, which the
    typesetter has no word for yet. Which headings a cell has is then told by where they stand, for rows and
    columns alike."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        for tag in pdf.objects:
            if not isinstance(tag, Dictionary) or tag.get("/S") != Name.TR:
                continue
            for place, cell in enumerate(tag.K if isinstance(tag.K, Array) else [tag.K]):
                if cell.S != Name.TD:
                    continue
                for about in cell.A if isinstance(cell.A, Array) else [cell.A]:
                    if about.get("/O") == Name.Table:
                        del about["/Headers"]
                        if place == 0:
                            cell.S, about.Scope = Name.TH, Name.Row
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


class _Data:
    """What the template draws, by names that it knows; the pictures go to its folder."""

    def __init__(self, folder: Path, pictures: Pictures) -> None:
        self._folder, self._pictures = folder, pictures
        self._figures, self._tables = count(1), count(1)

    def of(self, report: blocks.Report, pages: Sequence[Page]) -> dict[str, Any]:
        return {
            "title": drawable(report.title),
            "subject": drawable(report.look.name),
            "made": [report.made.year, report.made.month, report.made.day],
            "foot": drawable(report.foot),
            "main": report.look.main_colour,
            "logo": self._put("logo", report.look.logo) if report.look.logo else "",
            "logo-high": logo_size(report.look, IN_HEADER)[1] / INCH if report.look.logo else 0,
            "logo-says": drawable(report.look.logo_in_words),
            "font": FONT,
            "first": self._blocks(report.first, 0),
            "pages": [[self._blocks(group, page.chart / POINTS) for group in page.groups] for page in pages],
        }

    def _blocks(self, held: Iterable[blocks.Block], high: float) -> list[dict[str, Any]]:
        return [self._block(block, high) for block in held]

    def _block(self, block: blocks.Block, high: float) -> dict[str, Any]:
        match block:
            case blocks.Heading(text, level, anchor):
                return {"kind": "heading", "level": level, "text": drawable(text), "anchor": anchor}
            case blocks.Paragraph(text, lead, small):
                said = {"lead": drawable(lead), "text": drawable(text)}
                return {"kind": "paragraph", **said, "small": small}
            case blocks.Items(texts, numbered):
                return {"kind": "items", "texts": list(map(drawable, texts)), "numbered": numbered}
            case blocks.Charts(title, charts):
                wide = width_of(len(charts))
                drawn = [
                    {
                        "file": self._put(chart.line.measure.ref, self._pictures.of(chart, high, wide)),
                        "alt": drawable(chart.words),
                    }
                    for chart in charts
                ]
                caption = drawable(f"Figure {next(self._figures)}: {title}")
                return {"kind": "charts", "pictures": drawn, "caption": caption}
            case blocks.Table():
                return {
                    "kind": "table",
                    "caption": drawable(f"Table {next(self._tables)}: {block.title}"),
                    "headings": list(map(drawable, block.headings)),
                    "rows": [list(map(self._cell, row)) for row in block.rows],
                    "widths": list(block.widths),
                    "numbers": list(block.numbers),
                    "gaps": list(block.gaps),
                }

    def _cell(self, cell: blocks.Cell) -> dict[str, str]:
        anchor = picture = ""
        match cell:
            case blocks.Link(words, anchor):
                pass
            case blocks.Trend(line, words):
                values = values_of(cell)
                if values is None:
                    words = NONE
                else:
                    picture = self._put(f"trend {line.measure.ref}", self._pictures.trend(values))
            case _:
                words = cell
        return {"text": drawable(words), "anchor": anchor, "picture": picture}

    def _put(self, name: str, picture: bytes) -> str:
        (self._folder / f"{name}.png").write_bytes(picture)
        return f"{name}.png"


def drawable(text: str) -> str:
    """A text as far as the font has its characters. What prints nothing and only steers others is left
    away."""
    return "".join(
        letter if letter in SPACE or ord(letter) in drawn_letters() else NOT_DRAWN
        for letter in clean_text(text)
        if unicodedata.category(letter) != "Cf"
    )
