"""The workbook's own part: which sheets it has, in which order. A list of ours goes first; an old one
goes."""

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from ieo_metrics.exports.fix_list.marking.package import CannotEdit, Package, insert_before_end, start_tags

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


class Frame:
    """`part`: the workbook's own; `sheets`: {name: part}, in their order. `namespace`, `kinds`: how this
    workbook calls cells and relations (two standards exist)."""

    def __init__(self, package: Package) -> None:
        self._package, self.part = package, package.book
        relations = {r.id: r for r in package.relations(self.part)}
        if any("macrosheet" in r.kind.lower() for r in relations.values()):
            raise CannotEdit("it contains Excel 4 macros, which cannot be removed from it")
        root = start_tags(package.text(self.part), "workbook")[0]
        self.namespace = root.attributes.get(f"xmlns:{root.prefix[:-1]}" if root.prefix else "xmlns", "")
        self.kinds = next(r.kind for r in relations.values() if r.kind.endswith("/worksheet")).removesuffix(
            "/worksheet"
        )
        self.sheets: dict[str, str] = {}
        for e in start_tags(package.text(self.part), "sheet"):
            relation = relations.get(
                next((value for name, value in e.attributes.items() if name.endswith(":id")), "")
            )
            if relation:
                self.sheets[e.attributes["name"]] = relation.target

    def remove(self, names: set[str]) -> None:
        """Take sheets away."""
        parts = {self.sheets[name] for name in names if name in self.sheets}
        if not parts or len(parts) == len(self.sheets):
            return
        xml, order = self._package.text(self.part), list(self.sheets)
        for e in reversed(start_tags(xml, "sheet")):
            if e.attributes.get("name") in names:
                xml = xml[: e.start] + xml[e.end :].removeprefix(f"</{e.prefix}sheet>")
        left = [i for i, name in enumerate(order) if name not in names]
        self._package.put(self.part, _renumbered(xml, {i: new for new, i in enumerate(left)}))
        self._package.unrelate(
            self.part, {r.id for r in self._package.relations(self.part) if r.target in parts}
        )
        for part in parts:
            self._package.remove(part)
        self.sheets = {name: part for name, part in self.sheets.items() if name not in names}

    def put_first(self, name: str, sheet: str, table: str, heading: int) -> None:
        """Add a sheet in front of all others, and open the workbook with it. `table`: the range that is
        filtered; `heading`: the row that is printed on each of its pages."""
        xml = _renumbered(self._package.text(self.part), {i: i + 1 for i in range(len(self.sheets))})
        self._package.put(self.part, xml)
        part = self._put(name, sheet, first=True)
        xml = self._package.text(self.part)
        for view in reversed(start_tags(xml, "workbookView")):
            tag = re.sub(r"""\s(?:activeTab|firstSheet)=["']\d*["']""", "", xml[view.start : view.end])
            xml = xml[: view.start] + tag + xml[view.end :]
        quoted = escape("'" + name.replace("'", "''") + "'")
        self._package.put(
            self.part,
            _with_names(
                xml,
                (
                    f'name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{quoted}!{table}',
                    f'name="_xlnm.Print_Titles" localSheetId="0">{quoted}!${heading}:${heading}',
                ),
            ),
        )
        self.sheets = {name: part, **self.sheets}

    def put_hidden(self, name: str, sheet: str) -> None:
        """Add a sheet behind all others that no menu shows."""
        self.sheets[name] = self._put(name, sheet, first=False)

    def _put(self, name: str, sheet: str, *, first: bool) -> str:
        """Add a part and name it in the workbook; gives the part's name."""
        part = self._package.add("xl/worksheets/sheet{}.xml", sheet, _SHEET)
        relation = self._package.relate(self.part, f"{self.kinds}/worksheet", part)
        xml = self._package.text(self.part)
        number = max((int(e.attributes.get("sheetId", 0)) for e in start_tags(xml, "sheet")), default=0) + 1
        at = start_tags(xml, "sheets")[0]
        # Some programs declare the prefix on each sheet and not on the whole: so does this one.
        hidden = "" if first else ' state="veryHidden"'
        tag = (
            f'<{at.prefix}sheet xmlns:r="{self.kinds}" name={quoteattr(name)} sheetId="{number}"{hidden} '
            f'r:id="{relation}"/>'
        )
        place = at.end if first else xml.index(f"</{at.prefix}sheets>")
        self._package.put(self.part, f"{xml[:place]}{tag}{xml[place:]}")
        return part

    def without_macros(self) -> bool:
        """Take the macros out, and call it a workbook without; whether there were any."""
        macros = [r for r in self._package.relations(self.part) if r.kind.endswith("/vbaProject")]
        self._package.unrelate(self.part, {r.id for r in macros})
        for r in macros:
            for signature in self._package.relations(r.target):
                self._package.remove(signature.target)
            self._package.remove(r.target)
        content = self._package.text("[Content_Types].xml")
        for e in start_tags(content, "Override"):
            if e.attributes.get("PartName", "").lower() == f"/{self.part.lower()}":
                tag = re.sub(
                    r"""ContentType=["'][^"']*["']""", f'ContentType="{_WORKBOOK}"', content[e.start : e.end]
                )
                self._package.put("[Content_Types].xml", content[: e.start] + tag + content[e.end :])
        return bool(macros)


# The parts of a workbook's own part that come before its names.
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


def _with_names(xml: str, names: Sequence[str]) -> str:
    """The workbook's part with names added to those that it defines."""
    prefix = start_tags(xml, "workbook")[0].prefix
    tags = "".join(f"<{prefix}definedName {name}</{prefix}definedName>" for name in names)
    if start_tags(xml, "definedNames"):
        return insert_before_end(xml, "definedNames", tags)
    ends = (re.search(rf"<{prefix}{tag}\b[^>]*/>|</{prefix}{tag}\s*>", xml) for tag in _BEFORE_NAMES)
    at = next(found.end() for found in ends if found)
    return f"{xml[:at]}<{prefix}definedNames>{tags}</{prefix}definedNames>{xml[at:]}"


def _renumbered(xml: str, new: Mapping[int, int]) -> str:
    """Names that belong to one sheet (print areas) say which by its place."""
    for e in reversed(start_tags(xml, "definedName")):
        if "localSheetId" in e.attributes:
            place = int(e.attributes["localSheetId"])
            if place in new:
                tag = re.sub(
                    r"""localSheetId=["']\d+["']""", f'localSheetId="{new[place]}"', xml[e.start : e.end]
                )
                xml = xml[: e.start] + tag + xml[e.end :]
            else:
                closing = f"</{e.prefix}definedName>"
                xml = xml[: e.start] + xml[xml.index(closing, e.start) + len(closing) :]
    return xml
