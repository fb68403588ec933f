"""What is planted in a finished PDF or web page and must not be shared is found: in what can be read, beside it, and
in what nobody sees."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, PngImagePlugin

from ieo_metrics.exports.leak_check.check_file import find_leaks
from ieo_metrics.exports.report.blocks import Report, Table
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.content import report_content
from ieo_metrics.exports.report.page_plan.pages import pages_of
from ieo_metrics.exports.report.pdf_document import report_pdf
from ieo_metrics.exports.report.web_page import report_page
from tests.exports.conftest import Packed

PHONE = "Ring 07700 900123"


def with_comment(data: bytes) -> bytes:
    """A PNG with a remark in it, as an address."""
    from base64 import b64encode

    out, about = io.BytesIO(), PngImagePlugin.PngInfo()
    about.add_text("Author", "A. Officer")
    Image.new("RGB", (2, 2)).save(out, "png", pnginfo=about)
    return b64encode(out.getvalue())


IN_PAGE: dict[str, tuple[bytes, bytes, str]] = {
    "a remark": (b"</main>", b"<!-- RST-0006 --></main>", "a comment that nobody sees"),
    "words in a remark": (b"</main>", b"<!-- 07700 900123 --></main>", "a telephone number"),
    "a script": (b"</main>", b"<script>1</script></main>", "cannot be checked (<script>)"),
    "hidden words": (b"<section>", b"<section hidden>", "cannot be checked (hidden="),
    "a style of its own": (b"<section>", b'<section style="display:none">', "cannot be checked (style="),
    "another style sheet": (b"</style>", b"p{display:none}</style>", "a style that is not the pack's own"),
    "a link outside": (b'href="#contents"', b'href="https://example.org"', "a link to somewhere else"),
    "a picture outside": (b'src="data:', b'src="https://example.org/?', "a picture that cannot be checked"),
    "a picture outside, for a telephone": (b'srcset="data:', b'srcset="https://example.org/?', "a picture that cannot be checked"),
    "a picture for some readers": (b'media="screen', b'media="print and screen', "cannot be checked (media="),
    "a picture for a telephone that says who": (
        b"<picture>", b'<picture><source srcset="data:image/png;base64,' + with_comment(b"") + b'">',
        "a picture that says more than its pixels",
    ),
    "an author": (b'name="description"', b'name="author"', "words about the page"),
    "what happens on a click": (b"<section>", b'<section onclick="x">', "cannot be checked (onclick="),
    "words for screen readers": (b'alt="', b'alt="Ring 07700 900123 ', "a telephone number"),
    "another paragraph": (b"</main>", b"<p>Ring 07700 <strong>900123</strong></p></main>", "a telephone number"),
    "a word that is forbidden": (b"</main>", b"<p>It was RST-0006.</p></main>", "'rst-0006'"),
    "a later quarter": (b"</main>", b"<p>Better in 2024/25 Q3.</p></main>", "a quarter after"),
    "a picture that says who": (
        b"</main>",
        b'<img src="data:image/png;base64,' + with_comment(b"") + b'" alt=""></main>',
        "a picture that says more than its pixels",
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", IN_PAGE)
def test_what_is_planted_in_a_page_is_found(packed: Packed, planted: str) -> None:
    old, new, said = IN_PAGE[planted]
    data = packed.file(".html")
    assert old in data
    found = find_leaks("x.html", data.replace(old, new, 1), packed.pack, ["RST-0006"])
    assert any(said in leak for leak in found), found


def _annotated(pdf: pikepdf.Pdf) -> None:
    note = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 1, 1], Contents=pikepdf.String(PHONE))
    )
    pdf.pages[0].obj.Annots = Array([note])


def _hidden(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    font = next(iter(page.obj.Resources.Font.keys()))
    page.contents_add(f"BT {font} 9 Tf 3 Tr <0001> Tj ET".encode())


def _attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["rows.csv"] = b"RST-0006"


def _about(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = "A. Officer"


def _in_metadata(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(
        metadata.replace(b"<dc:format>", b"<dc:creator>A. Officer</dc:creator><dc:format>")
    )


def _with_identity(pdf: pikepdf.Pdf, said: bytes) -> None:
    metadata = pdf.Root.Metadata.read_bytes()
    changed = re.sub(rb"(<xmpMM:InstanceID>)[^<]*", rb"\g<1>" + said, metadata)
    assert changed != metadata
    pdf.Root.Metadata.write(changed)


def _telling_identity(pdf: pikepdf.Pdf) -> None:
    _with_identity(pdf, b"Ring 07700 900123")


def _alt(pdf: pikepdf.Pdf) -> None:
    next(o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/S") == Name.Figure).Alt = PHONE


def _bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = PHONE


def _untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _outside(pdf: pikepdf.Pdf) -> None:
    link = next(o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Subtype") == Name.Link)
    link.A = Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org"))


IN_PDF: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "a remark": (_annotated, "comments"),
    "words in a remark": (_annotated, "a telephone number"),
    "hidden text": (_hidden, "hidden text"),
    "an attachment": (_attached, "an attachment"),
    "an author": (_about, "/Author"),
    "an author in its metadata": (_in_metadata, "creator among its properties"),
    "words in place of the file's own identity": (_telling_identity, "a telephone number"),
    "words for screen readers": (_alt, "a telephone number"),
    "a bookmark": (_bookmark, "a telephone number"),
    "no tags": (_untagged, "not tagged"),
    "a script": (_script, "a script"),
    "a link outside": (_outside, "/A of a mark on a page"),
}


@pytest.mark.parametrize("planted", IN_PDF)
def test_what_is_planted_in_a_pdf_is_found(packed: Packed, planted: str) -> None:
    plant, said = IN_PDF[planted]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(packed.file(".pdf"))) as pdf:
        plant(pdf)
        pdf.save(out)
    found = find_leaks("x.pdf", out.getvalue(), packed.pack)
    assert any(said in leak for leak in found), found


def test_a_file_s_own_identity_is_no_postcode(packed: Packed) -> None:
    """Sixteen random bytes, which once were read as the postcode zK5 3EQ and stopped a pack."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(packed.file(".pdf"))) as pdf:
        _with_identity(pdf, b"h2DXFe6NWniuybj+zK53EQ==")
        pdf.save(out)
    assert find_leaks("x.pdf", out.getvalue(), packed.pack) == []


def test_something_after_the_end_of_a_pdf_is_found(packed: Packed) -> None:
    for more in (b"RST-0006", b"1 0 obj\n<<>>\nendobj\n%%EOF"):
        assert find_leaks("x.pdf", packed.file(".pdf") + more, packed.pack)


def test_what_is_no_pdf_or_page_is_refused(packed: Packed) -> None:
    for name, data in (("x.pdf", b"%PDF-1.7"), ("x.pdf", b""), ("x.html", b"\xff\xfe")):
        assert find_leaks(name, data, packed.pack) == ["it cannot be opened again to be checked"]


def _with_cell(report: Report, ref: str, words: str, marker: str) -> Report:
    """The report with one cell of a measure's table changed: the first that says `marker`."""
    done = []

    def changed(block: object) -> object:
        if not isinstance(block, Table) or ref not in block.title or done:
            return block
        rows = []
        for row in block.rows:
            cells = list(row)
            own = ref in row[0] or block.title.count("5.") == 1
            if own and marker in cells and not done:
                cells[cells.index(marker)] = words
                done.append(words)
            rows.append(tuple(cells))
        return block._replace(rows=tuple(rows))

    made = replace(
        report,
        successes=tuple(
            success._replace(groups=tuple(tuple(map(changed, blocks)) for blocks in success.groups))
            for success in report.successes
        ),
    )
    assert done
    return made


def test_a_number_for_a_hidden_figure_is_found_in_both(packed: Packed) -> None:
    """In the table of a measure, where the letter stood that says it is hidden."""
    report = report_content(packed.pack)
    hidden = packed.pack.frame
    ref = hidden[(hidden["marker"] == "c") & (hidden["period"] > packed.pack.quarter - 3)]["ref"].iloc[0]
    told = _with_cell(report, ref, "43%", "[c]")
    pages, pictures = pages_of(told), Pictures(packed.pack.look)
    for name, data in (
        ("x.pdf", report_pdf(told, pages, pictures)),
        ("x.html", report_page(told, pages, pictures)),
    ):
        found = find_leaks(name, data, packed.pack)
        assert any(leak.startswith(f"a number for {ref} in") and "hidden" in leak for leak in found), found
