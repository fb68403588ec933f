"""Word templates for tests, as Word saves them and as it must not."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document


def as_template(data: bytes) -> bytes:
    """A document as a template: the same, of another type."""
    return with_parts(
        data, {"[Content_Types].xml": lambda part: part.replace(b"document.main", b"template.main")}
    )


def with_parts(data: bytes, changed: Mapping[str, object]) -> bytes:
    """The file with parts made anew: each a function of what it was, or, of one that was not there, its
    bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            change = changed.get(name)
            new.writestr(name, change(old.read(name)) if callable(change) else old.read(name))
        for name, part in changed.items():
            if isinstance(part, bytes):
                new.writestr(name, part)
    return out.getvalue()


def template_with(**placed: str) -> bytes:
    """A template with an element of WordprocessingML at the end of its `header` or `footer`."""
    document = Document()
    page = document.sections[0]
    for where in ("header", "footer"):
        getattr(page, where).paragraphs[0].text = f"Our {where}"
    out = io.BytesIO()
    document.save(out)
    parts = {
        f"word/{where}1.xml": lambda part, xml=xml: part.replace(b"</w:p>", xml.encode() + b"</w:p>", 1)
        for where, xml in placed.items()
    }
    return as_template(with_parts(out.getvalue(), parts))
