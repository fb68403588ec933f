"""What the server answers at which address, and to whom. An address that is not written plainly is refused,
so that nothing between the browser and here reads it in another way."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import urlsplit

# No % at all: none of our addresses needs one, and what is encoded may be read twice.
_PLAIN = re.compile(rb"(?:/[A-Za-z0-9_~@+-][A-Za-z0-9._~@+-]*)+/?|/")


class Kind(Enum):
    """`OPEN`: the same for everybody, and tells of nobody. `WAY_IN`: the way to the provider and back.
    `PAGE`, `STREAM`, `UPLOAD`, `MEDIA` and `INNER`: for whoever signed in. `SHUT`: for nobody."""

    OPEN = auto()
    WAY_IN = auto()
    PAGE = auto()
    STREAM = auto()
    UPLOAD = auto()
    MEDIA = auto()
    INNER = auto()
    SHUT = auto()


SIGN_IN, TO_PROVIDER, BACK, SIGN_OUT = "/sign-in", "/auth/login", "/oauth2callback", "/auth/logout"
_READ, _CHANGE = frozenset({"GET", "HEAD"}), frozenset({"PUT", "DELETE"})


@dataclass(frozen=True)
class Address:
    """`begins`: the address, or if it ends with a slash, all that begin with it. The first that fits
    counts."""

    begins: str
    kind: Kind
    methods: frozenset[str] = _READ


_ADDRESSES = (
    Address("/_stcore/health", Kind.OPEN),
    Address("/static/", Kind.OPEN),
    Address("/favicon.png", Kind.OPEN),
    Address(SIGN_IN, Kind.WAY_IN, frozenset({"GET"})),
    Address(TO_PROVIDER, Kind.WAY_IN, frozenset({"GET"})),
    Address(BACK, Kind.WAY_IN, frozenset({"GET"})),
    Address(SIGN_OUT, Kind.WAY_IN, frozenset({"GET"})),
    Address("/_stcore/stream", Kind.STREAM, frozenset()),
    Address("/_stcore/upload_file/", Kind.UPLOAD, _CHANGE),
    Address("/media/", Kind.MEDIA),
    Address("/_stcore/host-config", Kind.INNER),
    Address("/_stcore/bidi-components/", Kind.INNER),
    # Numbers about the server, the program's own tests and the way in for other programs: nobody needs them.
    Address("/_stcore/", Kind.SHUT, _READ | _CHANGE),
    Address("/component/", Kind.SHUT, _READ | _CHANGE),
    Address("/auth/", Kind.SHUT, _READ | _CHANGE),
    Address("/", Kind.PAGE),
)


@dataclass(frozen=True)
class Place:
    """Where people find the server. `host`: its name alone. `scheme` and `netloc` as a browser writes them;
    `base`: "" or "/dashboard"."""

    scheme: str
    host: str
    netloc: str
    base: str

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.netloc}"

    @property
    def is_guarded(self) -> bool:
        """Whether people reach it by TLS, be it a proxy's."""
        return self.scheme == "https"


def place_of(comes_back: str) -> Place:
    """The place that the provider sends people back to."""
    parts = urlsplit(comes_back)
    usual = {"https": 443, "http": 80}[parts.scheme]
    host = parts.hostname or ""
    named = f"[{host}]" if ":" in host else host
    netloc = named if parts.port in (None, usual) else f"{named}:{parts.port}"
    return Place(parts.scheme, host, netloc, parts.path.removesuffix(BACK).rstrip("/"))


def address_of(raw_path: bytes, base: str) -> tuple[str, Address] | None:
    """What is asked for, without the base, and what stands there; None where it is not plainly written or not
    under the base."""
    if not _PLAIN.fullmatch(raw_path):
        return None
    path = raw_path.decode("ascii")
    if path != base and not path.startswith(f"{base}/"):
        return None
    asked = path.removeprefix(base) or "/"
    for one in _ADDRESSES:
        if asked == one.begins or (one.begins.endswith("/") and asked.startswith(one.begins)):
            return asked, one
    raise AssertionError(asked)
