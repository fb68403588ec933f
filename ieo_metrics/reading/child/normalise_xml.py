"""XML as Excel and LibreOffice write it, of XML that says the same in another form. What looks into sheets
(`xlsx.what_calamine_leaves_out`, `ods`) asks for bytes, and calamine passes over what it does not expect
without a word.

A sheet may be 60 MB, so each form is first looked for by a quick search; how attributes are written, in its
beginning only, since a program writes all of them alike.
"""

import re

_BEGINNING = 100_000
_CHARACTER_DATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_TAG_WITH_APOSTROPHES = re.compile(rb"<[\w:]+\s[^<>]*='[^<>]*>")
_TAG_WITH_SPACES = re.compile(rb"<[\w:]+\s[^<>]*?(?:\s=|=\s)[^<>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def in_usual_form(xml: bytes) -> bytes:
    """No comments, no character data, every attribute as name="value"."""
    if b"!" in xml and b"<!" in xml:  # one character is found far quicker than two
        xml = _COMMENT.sub(b"", _CHARACTER_DATA.sub(_escaped, xml))
    head = xml[:_BEGINNING]
    if b"='" in head:
        xml = _TAG_WITH_APOSTROPHES.sub(_with_quotes, xml)
    if b' ="' in head or b'= "' in head or b"= '" in head:
        xml = _TAG_WITH_SPACES.sub(_with_quotes, xml)
    return xml


def _escaped(m: re.Match[bytes]) -> bytes:
    return m[1].replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _with_quotes(tag: re.Match[bytes]) -> bytes:
    return _ATTRIBUTE.sub(_attribute, tag[0])


def _attribute(m: re.Match[bytes]) -> bytes:
    value = m[2] if m[2] is not None else m[3].replace(b'"', b"&quot;")
    return m[1] + b'="' + value + b'"'
