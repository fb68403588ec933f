"""The formats of a workbook, with ours added: for a cell with a problem, the same format but with another
background.

Two backgrounds that differ in grey too, and by more than colour: a solid one for what must be fixed, a
hatched one for what is to confirm. The exact shades identify ours when the workbook comes back.
"""

import re

from ieo_metrics.exports.fix_list.marking.package import start_tags
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION, MUST_FIX

FILLS = {
    MUST_FIX: ("solid", "FFF6B48A", ""),
    CONFIRM: ("lightUp", "FFA98A3C", "FFFFF6DB"),
    INFORMATION: ("gray0625", "FF8FA3B5", "FFF4F7FA"),
}
# LibreOffice saves a hatched background as a plain one between its two colours.
_SAVED_PLAIN = {("solid", "FFEADBB4", ""), ("solid", "FFEEF2F6", "")}
_BLACK = '<{0}color rgb="FF000000"/>'
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_ITEM = {"fonts": "font", "fills": "fill", "borders": "border", "cellStyleXfs": "xf", "cellXfs": "xf"}
_FIRST = {  # what a workbook has at least
    "font": '<{0}font><{0}sz val="11"/><{0}name val="Calibri"/></{0}font>',
    "fill": (
        '<{0}fill><{0}patternFill patternType="none"/></{0}fill><{0}fill><{0}patternFill '
        'patternType="gray125"/></{0}fill>'
    ),
    "border": "<{0}border/>",
    "xf": '<{0}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
}
BLANK = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{}"></styleSheet>'


class Styles:
    """Formats by their number among the cell formats, as `s` of a cell gives it."""

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self._p = next((e.prefix for e in start_tags(xml, "styleSheet")), "")
        self._items = {section: self._read(section) for section in _ITEM}
        self._made: dict[tuple[object, ...], int] = {}
        ours = {
            i
            for i, fill in enumerate(self._items["fills"])
            if self._parts(fill) in {*FILLS.values(), *_SAVED_PLAIN}
        }
        self.ours = {i for i, xf in enumerate(self._items["cellXfs"]) if _number(xf, "fillId") in ours}

    def _read(self, section: str) -> list[str]:
        p, item = self._p, _ITEM[section]
        each = re.compile(rf"<{p}{item}\b[^>]*?/>|<{p}{item}\b[^>]*>.*?</{p}{item}>", re.S)
        body = re.search(rf"<{p}{section}\b[^>]*?(?<!/)>(.*?)</{p}{section}>", self._xml, re.S)
        return (each.findall(body[1]) if body else []) or each.findall(_FIRST[item].format(p))

    def _parts(self, fill: str) -> tuple[str, str, str]:
        """(pattern, rgb of its lines or of a solid one, rgb behind them)."""
        pattern = next((e.attributes.get("patternType", "") for e in start_tags(fill, "patternFill")), "")
        front, back = (
            next((e.attributes.get("rgb", "") for e in start_tags(fill, tag)), "")
            for tag in ("fgColor", "bgColor")
        )
        return pattern, front, "" if pattern == "solid" else back

    def marked(self, base: int, severity: str) -> int:
        """The format `base` with the background of the severity; white writing becomes black, for it would
        not be seen."""
        pattern, front, back = FILLS[severity]
        fill = self._fill(pattern, f'rgb="{front}"', f'rgb="{back}"' if back else 'indexed="64"')
        font = self._items["fonts"][self._font_of(base)]
        return self._like(
            base,
            fill,
            self._add("fonts", self._coloured(font, _BLACK.format(self._p))) if _is_light(font) else None,
        )

    def look(self, base: int) -> str:
        """What `marked` removes from a format, in short: `solid fg:rgb=FF1F3864 font:theme=0`; "" where
        there is nothing."""
        xf = self._at(base)
        fill = (
            self._items["fills"][_number(xf, "fillId")]
            if _number(xf, "fillId") < len(self._items["fills"])
            else ""
        )
        pattern = next(
            (e.attributes.get("patternType", "none") for e in start_tags(fill, "patternFill")), "none"
        )
        font = self._items["fonts"][self._font_of(base)]
        shades = [("fg", fill, "fgColor"), ("bg", fill, "bgColor")] if pattern != "none" else []
        said = [pattern] if shades else []
        for name, where, tag in [*shades, *([("font", font, "color")] if _is_light(font) else [])]:
            said += [
                f"{name}:" + ",".join(f"{k}={v}" for k, v in e.attributes.items())
                for e in start_tags(where, tag)[:1]
            ]
        return " ".join(said)

    def restored(self, index: int, look: str) -> int:
        """One of our formats as it was before, by its look."""
        shades = {
            name: " ".join(
                f'{k}="{v}"' for k, v in re.findall(r"(rgb|theme|indexed|tint|auto)=([-+.\w]+)", said)
            )
            for name, said in re.findall(r"(fg|bg|font):(\S+)", look)
        }
        pattern = re.match(r"(\w+)(?: |$)", look)
        fill = self._fill(pattern[1], shades.get("fg", ""), shades.get("bg", "")) if pattern else 0
        font = (
            self._coloured(self._items["fonts"][self._font_of(index)], f"<{self._p}color {shades['font']}/>")
            if "font" in shades
            else ""
        )
        return self._like(index, fill, self._add("fonts", font) if font else None)

    def own(self, *font: str, wrapped: bool = True, ruled: bool = False, lined: bool = False) -> int:
        """A format of our own sheet: `font` as the tags `b`, `u`, `sz val="14"`; `ruled`: with a line below,
        `lined`: with light lines below and on the right."""
        p = self._p
        number = self._add("fonts", f"<{p}font>{''.join(f'<{p}{tag}/>' for tag in font)}</{p}font>")
        shade = f'style="thin"><{p}color rgb="{"FF7F7F7F" if ruled else "FFBFBFBF"}"/>'
        right = f"<{p}right {shade}</{p}right>" if lined else f"<{p}right/>"
        rule = (
            f"<{p}border><{p}left/>{right}<{p}top/><{p}bottom {shade}</{p}bottom><{p}diagonal/></{p}border>"
        )
        line = self._add("borders", rule) if ruled or lined else 0
        wraps = ' wrapText="1"' if wrapped else ""
        alignment = f'<{p}alignment horizontal="left" vertical="top"{wraps}/>'
        return self._add(
            "cellXfs",
            (
                f'<{p}xf numFmtId="0" fontId="{number}" fillId="0" borderId="{line}" xfId="0" applyFont="1" '
                f'applyBorder="1" applyAlignment="1">{alignment}</{p}xf>'
            ),
        )

    def _at(self, index: int) -> str:
        xfs = self._items["cellXfs"]
        return xfs[index] if index < len(xfs) else xfs[0]

    def _font_of(self, index: int) -> int:
        number = _number(self._at(index), "fontId")
        return number if number < len(self._items["fonts"]) else 0

    def _fill(self, pattern: str, front: str, back: str) -> int:
        p = self._p
        colours = "".join(
            f"<{p}{tag} {shade}/>" for tag, shade in (("fgColor", front), ("bgColor", back)) if shade
        )
        return self._add(
            "fills", f'<{p}fill><{p}patternFill patternType="{pattern}">{colours}</{p}patternFill></{p}fill>'
        )

    def _coloured(self, font: str, colour: str) -> str:
        return re.sub(rf"<{self._p}color\b[^>]*/>", colour, font, count=1)

    def _like(self, base: int, fill: int, font: int | None) -> int:
        key = (base, fill, font)
        if key not in self._made:
            start, tag, rest = re.match(r"(<[\w:]+)([^>]*?)(/?>.*)", self._at(base), re.S).groups()  # type: ignore[union-attr]
            tag = re.sub(r'\s(?:fillId|applyFill)="[^"]*"', "", tag) + f' fillId="{fill}" applyFill="1"'
            if font is not None:
                tag = re.sub(r'\s(?:fontId|applyFont)="[^"]*"', "", tag) + f' fontId="{font}" applyFont="1"'
            self._made[key] = self._add("cellXfs", start + tag + rest)
        return self._made[key]

    def _add(self, section: str, item: str) -> int:
        key = (section, item)
        if key not in self._made:
            self._items[section].append(item)
            self._made[key] = len(self._items[section]) - 1
        return self._made[key]

    def xml(self) -> str:
        """The part with what was added."""
        xml, p = self._xml, self._p
        for section, items in self._items.items():
            text = "".join(items)
            whole = re.search(rf"<{p}{section}\b([^>]*?)(?:/>|>.*?</{p}{section}>)", xml, re.S)
            if whole:
                kept = re.sub(r'\scount="\d*"', "", whole[1])
                xml = (
                    xml[: whole.start()]
                    + f'<{p}{section}{kept} count="{len(items)}">{text}</{p}{section}>'
                    + xml[whole.end() :]
                )
            else:
                later = "|".join(_ORDER[_ORDER.index(section) + 1 :])
                at = re.search(rf"<{p}(?:{later})\b|</{p}styleSheet>", xml)
                place = at.start() if at else len(xml)
                xml = xml[:place] + f'<{p}{section} count="{len(items)}">{text}</{p}{section}>' + xml[place:]
        return xml


def _number(xf: str, name: str) -> int:
    found = re.match(rf'[^>]*?\s{name}="(\d+)"', xf)
    return int(found[1]) if found else 0


def _is_light(font: str) -> bool:
    """Whether the writing is so light that a dark background must have been meant."""
    for e in start_tags(font, "color")[:1]:
        if rgb := e.attributes.get("rgb", "")[-6:]:
            return sum(int(rgb[i : i + 2], 16) for i in (0, 2, 4)) > 3 * 190
        return e.attributes.get("theme") == "0" or e.attributes.get("indexed") in ("1", "9")
    return False
