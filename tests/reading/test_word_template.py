"""What is taken of a Word template, and why one is refused."""

import io

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.shared import Cm
from PIL import Image

from ieo_metrics.reading.word_template.read_template import MOST_BYTES, CannotTake, read_template
from ieo_metrics.reading.word_template.what_is_taken import what_is_taken
from tests.reading.word_templates import as_template, template_with, with_parts

RELATIONS = "word/_rels/document.xml.rels"
LEADS = b'<Relationship Id="rId99" Type="http://x/%s" Target="%s" TargetMode="External"/></Relationships>'
RUN = "<w:r><w:t>{}</w:t></w:r>"


def outside(kind: bytes, target: bytes) -> bytes:
    return with_parts(
        template_with(), {RELATIONS: lambda part: part.replace(b"</Relationships>", LEADS % (kind, target))}
    )


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def small_page() -> bytes:
    document = docx.Document()
    document.sections[0].page_width = Cm(10)
    return saved(document)


def picture(kind: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    Image.new("RGB", (40, 40), (10, 90, 10)).save(out, kind)
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(out.getvalue()))
    return saved(document)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "is no Word document"),
        (b"PK\3\4 and nothing else", "is no Word document"),
        (b"\xd0\xcf\x11\xe0 of Word 97", "a .doc or .dot, or it has a password"),
        (b"x" * (MOST_BYTES + 1), "larger than 2 MB"),
        (with_parts(template_with(), {"word/vbaProject.bin": b"macro"}), "has macros"),
        (
            with_parts(
                template_with(),
                {
                    "[Content_Types].xml": lambda part: part.replace(
                        b"template.main", b"template.macroEnabled"
                    )
                },
            ),
            "has macros",
        ),
        (with_parts(template_with(), {"word/embeddings/a.xlsx": b"PK"}), "another file within it"),
        (
            outside(b"image", b"https://elsewhere.example/a.png"),
            "leads to something outside it, https://else",
        ),
        (with_parts(template_with(), {"word/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "damaged"),
        (template_with(header='<w:fldSimple w:instr=" DATE "/>'), "has a field, DATE"),
        (
            template_with(
                footer='<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>INCLUDE</w:instrText>'
                '<w:instrText>TEXT "C:\\a.docx"</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            "has a field, INCLUDETEXT",
        ),
        (template_with(header="<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r>"), "has hidden words"),
        (template_with(header=f'<w:ins w:author="A. Officer">{RUN.format("a")}</w:ins>'), "tracked changes"),
        (template_with(footer="<w:r><w:object/></w:r>"), "another file or a control"),
        (
            template_with(
                header='<w:r><w:pict><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="Jo"/></w:pict></w:r>'
            ),
            "a watermark or WordArt",
        ),
        (
            template_with(
                header='<w:r><w:rPr><w:rPrChange w:id="1" w:author="A. Officer"/></w:rPr><w:t>a</w:t></w:r>'
            ),
            "tracked changes",
        ),
        (
            template_with(
                footer='<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a'
                "</m:t></m:r></m:oMath>"
            ),
            "an equation",
        ),
        (picture("GIF"), "neither .png nor .jpg"),
        (small_page(), "room for 4 by 23 cm"),
    ],
)
def test_what_may_not_be_in_a_file_for_sharing_is_refused_with_why(data, found):
    with pytest.raises(CannotTake, match=found):
        read_template(data)


def test_page_headers_and_footers_are_taken_and_nobody_who_wrote_them():
    document = docx.Document()
    document.core_properties.author = "A. Officer"
    document.add_paragraph("A letter to somebody")
    first = document.sections[0]
    first.header.paragraphs[0].text, first.footer.paragraphs[0].text = "Of the unit", "At its foot"
    last = document.add_section(WD_SECTION.NEW_PAGE)  # takes over header and footer
    last.left_margin = Cm(2.25)
    last.different_first_page_header_footer = True
    last.first_page_header.paragraphs[0].text = "Of page one"
    data = with_parts(
        saved(document),
        {
            RELATIONS: lambda part: part.replace(
                b"</Relationships>", LEADS % (b"attachedTemplate", b"file:///C:/Normal.dotm")
            )
        },
    )
    taken, words = what_is_taken(as_template(data))
    assert sorted(words) == ["At its foot", "Of page one", "Of the unit"]
    left = docx.Document(io.BytesIO(taken))
    page = left.sections[0]
    assert len(left.sections) == 1 and not left.paragraphs
    assert page.left_margin == pytest.approx(Cm(2.25), abs=500)
    assert [part.paragraphs[0].text for part in (page.header, page.first_page_header, page.footer)] == [
        "Of the unit",
        "Of page one",
        "At its foot",
    ]
    assert b"Officer" not in b"".join(part.blob for part in left.part.package.iter_parts())
    assert not any(rel.is_external for rel in left.part.rels.values())


def test_a_picture_is_nothing_but_its_pixels_and_marks_of_editing_go():
    taken, _ = what_is_taken(picture("JPEG"))
    (image,) = docx.Document(io.BytesIO(taken)).part.package.image_parts
    assert image.content_type == "image/png" and image.blob.startswith(b"\x89PNG")
    taken, words = what_is_taken(template_with(header='<w:r w:rsidR="00AB12CD"><w:t>, here</w:t></w:r>'))
    assert "Our header, here" in words
    assert "rsid" not in docx.Document(io.BytesIO(taken)).sections[0].header._element.xml


def test_words_on_two_lines_are_two_words_and_what_only_word_reads_stays_behind():
    control = '<w:sdt><w:sdtPr><w:alias w:val="Jo"/></w:sdtPr><w:sdtContent><w:r><w:t>Page</w:t></w:r></w:sdtContent></w:sdt>'
    taken, words = what_is_taken(
        template_with(
            header="<w:r><w:t>, two</w:t><w:br/><w:t>young people</w:t></w:r>",
            footer=f'<w:bookmarkStart w:id="7" w:name="Jo"/>{control}<w:bookmarkEnd w:id="7"/>',
        )
    )
    assert "Our header, two young people" in words and any(said.endswith("Page") for said in words)
    assert b"Jo" not in docx.Document(io.BytesIO(taken)).sections[0].footer._element.xml.encode()
