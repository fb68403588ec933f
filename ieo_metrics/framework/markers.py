"""Markers in place of, or beside, a value. Source: Government Statistical Service, symbols in tables (2023
guidance)."""

MARKERS: dict[str, str] = {
    "c": "suppressed: hidden so that no young person can be recognised",
    "x": "not available: no return covers the quarter",
    "z": "not applicable: a return covers the quarter, and nobody in it could be counted",
    "p": "provisional: some follow-up windows were still open when the return was made",
    "r": "revised since it was issued",
    "u": "low reliability",
    "b": "break in series",
}
