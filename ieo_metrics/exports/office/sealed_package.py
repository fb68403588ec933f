"""A file of Word or PowerPoint without a clock: the same parts, in the same order, all of one date, and
nothing beside them."""

import datetime as dt
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

LANGUAGE = "en-GB"
# What the blank files of both libraries bring along: a picture of their first page, a printer, an empty list
# of sources, styles of Word 2010 that do not go with ours.
LEFT_AWAY = ("/thumbnail", "/printerSettings", "/customXml", "/stylesWithEffects")


def set_properties(document: Any, title: str, subject: str, made: dt.date) -> None:
    """Title, subject, language and the data's own date; nobody's name. `document`: of python-docx or
    python-pptx."""
    about = document.core_properties
    for name in (
        "author",
        "last_modified_by",
        "keywords",
        "category",
        "comments",
        "content_status",
        "identifier",
        "version",
    ):
        setattr(about, name, "")
    about.title, about.subject, about.language, about.revision = title, subject, LANGUAGE, 1
    about.created = about.modified = dt.datetime.combine(made, dt.time())
    for element in [e for e in about._element if e.tag.endswith("}lastPrinted")]:
        about._element.remove(element)


def sealed_bytes(document: Any) -> bytes:
    """The saved file; the same document gives the same bytes."""
    package = document.part.package
    for rels in (
        getattr(package, "_rels", None) or package.rels,
        *(part.rels for part in package.iter_parts()),
    ):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(LEFT_AWAY)]:
            rels.pop(key)
    saved = BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old:
        return zip_bytes(((name, old.read(name)) for name in old.namelist()), 6)


def zip_bytes(parts: Iterable[tuple[str, bytes | str]], level: int | None = None) -> bytes:
    """Parts as one zip, in their order; all are of one fixed day, so that the same give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        for name, data in parts:
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
