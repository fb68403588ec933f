"""What each answer says to the browser: what may run and be drawn on a page, where it may be shown, and
that it is not kept. Streamlit says nothing of it."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit

from pages.shared.frame.signing_in import screens
from pages.shared.guidance import search
from pages.shared.server.addresses_served import Kind, Place
from pages.shared.server.cookies import as_it_leaves

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_OFF = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "usb"),
)
_YEAR = 365 * 24 * 60 * 60  # seconds
Headers = list[tuple[bytes, bytes]]


def _content_policy(place: Place) -> str:
    """What Streamlit 1.67 really needs. Its own inline script and ours are named by their hashes; what
    components are made of (blob:) can only be made by a script that runs already."""
    inline = _SCRIPT.findall(
        _INDEX.read_text(encoding="utf-8") + "".join((*search.SCRIPTS, *screens.SCRIPTS))
    )
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in inline
    )
    stream = f"{'wss' if place.is_guarded else 'ws'}://{place.netloc}"
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {hashes}",
        "style-src": "'self' 'unsafe-inline'",  # all its styles are made as they are needed
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' {stream}",
        "worker-src": "'none'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class AnswerHeaders:
    """The headers of every answer of a server at one place."""

    def __init__(self, place: Place) -> None:
        self._guarded = place.is_guarded
        always = {
            "Content-Security-Policy": _content_policy(place),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if self._guarded:
            always["Strict-Transport-Security"] = f"max-age={_YEAR}"
        self._always = [(name.lower().encode(), value.encode()) for name, value in always.items()]

    def put(self, given: Headers, kind: Kind) -> Headers:
        """The headers of an answer as it leaves. What is the same for everybody may be kept as Streamlit
        says; no other site is given leave to read anything."""
        ours = list(self._always)
        if kind is not Kind.OPEN:
            ours.append((b"cache-control", b"no-store"))
        replaced = {name for name, _ in ours}
        left = [
            (name, as_it_leaves(value, self._guarded) if name == b"set-cookie" else value)
            for name, value in ((name.lower(), value) for name, value in given)
            if name not in replaced and not name.startswith(b"access-control-")
        ]
        return left + ours
