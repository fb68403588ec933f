"""Markers in place of, or beside, a value. Source: Government Statistical Service, symbols in tables (2023
guidance)."""

HIDDEN, NOT_COVERED, NOBODY, PROVISIONAL, REVISED = "c", "x", "z", "p", "r"
MARKERS: dict[str, str] = {
    HIDDEN: "suppressed: hidden so that no young person can be recognised",
    NOT_COVERED: "not available: no return covers the quarter",
    NOBODY: "not applicable: a return covers the quarter, and nobody in it could be counted",
    PROVISIONAL: "provisional: some follow-up windows were still open when the return was made",
    REVISED: "revised since it was issued",
    "u": "low reliability",
    "b": "break in series",
}
