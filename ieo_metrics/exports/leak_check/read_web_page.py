"""A web page, read for the leak check: whatever can be read in it, and whatever it may not hold. What is not
known to be harmless is refused."""

import re
from base64 import b64decode
from binascii import Error
from html.parser import HTMLParser

from ieo_metrics.exports.leak_check.hidden_content import says_more_than_pixels
from ieo_metrics.exports.leak_check.read_file import Shown, words_of
from ieo_metrics.exports.report.page_style import ON_TELEPHONE, POLICY, page_style
from ieo_metrics.framework.configuration.unit_look import UnitLook

TAGS = words_of(
    "html head meta title style body main header nav section footer h1 h2 h3 h4 p ul ol li a strong "
    "figure figcaption picture source img div table caption thead tbody tr th td"
)
WITHIN = ("a", "strong")  # tags whose words are one text with the words around them
# Attributes without words.
PLAIN = (
    "lang",
    "charset",
    "http-equiv",
    "name",
    "class",
    "tabindex",
    "role",
    "scope",
    "dir",
    "aria-labelledby",
)
OF_WORDS = ("alt", "aria-label", "id")
DESCRIBES = {"viewport": "width=device-width, initial-scale=1", "Content-Security-Policy": POLICY}
SYMBOL = re.compile(r"[a-z0-9-]+", re.I)
PICTURES = (("src", "img"), ("srcset", "source"))
PICTURE = "data:image/png;base64,"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def read_web_page(data: bytes, look: UnitLook) -> Shown:
    """What a page shows. `look`: of the unit whose it is. Raises UnicodeDecodeError."""
    reader = _Reader(page_style(look))
    reader.feed(data.decode("utf-8"))
    reader.close()
    reader.end()
    return reader.shown


class _Reader(HTMLParser):
    def __init__(self, style: str) -> None:
        super().__init__(convert_charrefs=True)
        self._style = style
        self.shown = Shown()
        self._text: list[str] = []
        self._inside = ""  # title or style
        self._caption: list[str] = []
        self._grid: list[list[str]] | None = None
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in WITHIN:
            self.end()
        if tag not in TAGS:
            self.shown.unfit.append(f"a part that cannot be checked (<{tag}>)")
        self._attributes(tag, {name: value or "" for name, value in attrs})
        match tag:
            case "table":
                self._caption, self._grid = [], []
            case "tr" if self._grid is not None:
                self._grid.append([])
            case "td" | "th" if self._grid:
                self._cell = []
            case "style" | "caption":
                self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag not in WITHIN:
            self.end()
        match tag:
            case "table" if self._grid is not None:
                self.shown.table("".join(self._caption), self._grid)
                self._grid = None
            case "td" | "th" if self._grid and self._cell is not None:
                self._grid[-1].append("".join(self._cell))
                self._cell = None
            case "style" | "caption":
                self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            # A style can hide what is there and show what is not: there is one that does neither.
            if data != self._style:
                self.shown.unfit.append("a style that is not the pack's own")
            return
        self._text.append(data)
        if self._inside == "caption":
            self._caption.append(data)
        if self._cell is not None:
            self._cell.append(data)

    def end(self) -> None:
        """The text so far is one."""
        self.shown.say("".join(self._text))
        self._text = []

    def handle_comment(self, data: str) -> None:
        self.shown.say(data)
        self.shown.unfit.append(f"a comment that nobody sees, {data.strip()[:40]!r}")

    def handle_decl(self, decl: str) -> None:
        if decl != "DOCTYPE html":
            self.shown.unfit.append(f"a part that cannot be checked (<!{decl[:40]}>)")

    def unknown_decl(self, data: str) -> None:
        self.shown.unfit.append(f"a part that cannot be checked (<![{data[:40]}>)")

    def handle_pi(self, data: str) -> None:
        self.shown.unfit.append(f"a part that cannot be checked (<?{data[:40]}>)")

    def _attributes(self, tag: str, held: dict[str, str]) -> None:
        for name, value in held.items():
            if name in OF_WORDS:
                self.shown.say(value)
            elif name == "href" and tag == "a":
                self.shown.say(value)
                if not value.startswith("#"):
                    self.shown.unfit.append(f"a link to somewhere else, {value[:60]}")
            elif (name, tag) in PICTURES:
                self._picture(value)
            elif name == "media" and tag == "source":
                # Another condition could show a picture to some readers only.
                if value != ON_TELEPHONE:
                    self.shown.unfit.append(f"a part that cannot be checked (media={value[:40]!r})")
            elif name == "content" and tag == "meta":
                known = DESCRIBES.get(held.get("name", held.get("http-equiv", "")))
                self.shown.say(value if known is None else "")
                if known not in (None, value) or (known is None and held.get("name") != "description"):
                    self.shown.unfit.append(f"words about the page that do not belong there, {value[:60]!r}")
            elif name not in PLAIN or not all(SYMBOL.fullmatch(word) for word in value.split()):
                self.shown.say(value)
                self.shown.unfit.append(f"a part that cannot be checked ({name}={value[:40]!r})")

    def _picture(self, address: str) -> None:
        try:
            picture = b64decode(address.removeprefix(PICTURE), validate=True)
        except Error:
            picture = b""
        if not address.startswith(PICTURE) or not picture.startswith(SIGNATURE):
            self.shown.unfit.append(f"a picture that cannot be checked, {address[:40]}")
        elif says_more_than_pixels(picture):
            self.shown.unfit.append("a picture that says more than its pixels")
