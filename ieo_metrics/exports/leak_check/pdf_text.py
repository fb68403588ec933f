"""The text of a PDF's pages by the marks that its tags name."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from ieo_metrics.exports.leak_check.read_file import Shown

SHOWN = ("Tj", "TJ", "'", '"')
# All that shows, changes or marks a text, and pictures that stand in the page itself.
READ = "BDC BMC EMC Tf Tr Tj TJ ' \" BI ID EI"
FILL_AND_STROKE = (0, 1, 2)  # ways of drawing in which a text is seen
# By page and number of the mark.
Marked = dict[tuple[tuple[int, int], int], str]
# By font, what each code is in letters, and how many bytes a code has.
Letters = dict[tuple[int, int], tuple[Mapping[int, str], int]]


def plain(text: str) -> str:
    """Without what prints nothing, such as the places where a long word may be broken."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def text_of_page(page: pikepdf.Page, marked: Marked, known: Letters, shown: Shown) -> str:
    """The text of a page that stands within no mark; that within one goes to `marked`. `known`: the letters
    of the fonts of earlier pages."""
    resources: Any = page.obj.get("/Resources") or {}
    fonts: Any = resources.get("/Font") or {}
    letters: Mapping[int, str] = {}
    wide = 2
    inside: list[tuple[int | None, bool]] = []  # the mark, and whether its text is said in other words
    outside: list[str] = []

    def add(said: str) -> None:
        mark = next((number for number, _ in reversed(inside) if number is not None), None)
        if mark is None:
            outside.append(said)
        else:
            key = (page.obj.objgen, mark)
            marked[key] = marked.get(key, "") + plain(said)

    for instruction in pikepdf.parse_content_stream(page, READ):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            shown.unfit.append("a picture that cannot be checked")
            continue
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            about = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else Dictionary()
            inside.append((int(about["/MCID"]) if "/MCID" in about else None, "/ActualText" in about))
            if "/ActualText" in about:
                add(str(about["/ActualText"]))
            for key in {"/Alt", "/E"} & set(about.keys()):
                shown.say(plain(str(about[key])))
        elif operator == "EMC":
            inside.pop()
        elif operator == "Tf":
            font = fonts[str(operands[0])]
            letters, wide = known.get(font.objgen) or known.setdefault(font.objgen, letters_of(font))
        elif operator == "Tr" and int(operands[0]) not in FILL_AND_STROKE:
            shown.unfit.append("hidden text")
        elif operator in SHOWN:
            said = "".join(_said(operands[-1], letters, wide, shown))
            if not any(in_other_words for _, in_other_words in inside):
                add(said)
    return plain("".join(outside))


def _said(operand: Any, letters: Mapping[int, str], wide: int, shown: Shown) -> Iterator[str]:
    for part in operand if isinstance(operand, Array) else [operand]:
        if not isinstance(part, pikepdf.String):
            continue
        codes = bytes(part)
        for at in range(0, len(codes), wide):
            code = int.from_bytes(codes[at : at + wide], "big")
            if code not in letters:
                shown.unfit.append("letters that cannot be read")
            yield letters.get(code, "")


_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.S)


def letters_of(font: Any) -> tuple[dict[int, str], int]:
    """What each code of a font is in letters, and how many bytes a code has. Raises ValueError."""
    out: dict[int, str] = {}
    wide = 1 if font.get("/Subtype") == Name.Type3 else 2
    if "/ToUnicode" not in font:
        return out, wide
    for kind, held in _SECTION.findall(font.ToUnicode.read_bytes()):
        codes = [code.decode() for code in re.findall(rb"<([0-9A-Fa-f]*)>", held)]
        if kind == b"codespacerange":
            wide = len(codes[0]) // 2
        elif kind == b"bfchar":
            for code, letter in zip(codes[::2], codes[1::2], strict=True):
                out[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be")
        else:
            for first, last, to in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
                for more in range(int(last, 16) - int(first, 16) + 1):
                    letter = (int(to, 16) + more).to_bytes(len(to) // 2, "big")
                    out[int(first, 16) + more] = letter.decode("utf-16-be")
    return out, wide
