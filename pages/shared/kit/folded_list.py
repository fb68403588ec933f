"""A list of names, each of which unfolds to what is said of it. The browser does the unfolding: nothing is
asked of the server, and a search within the page finds what is folded."""

from collections.abc import Iterable
from typing import NamedTuple

from pages.shared.kit.html_tables import safe_markup


class Folded(NamedTuple):
    """One of the list. `key`: by which an address names it; `said`: what is said, each after its word."""

    key: str
    name: str
    said: tuple[tuple[str, str], ...]


def folded_list(rows: Iterable[Folded], unfolded: str = "") -> str:
    """The list's markup. `unfolded`: the key of the one that is open from the start."""
    return "".join(
        f'<details class="ieo-folded"{" open" if row.key == unfolded else ""}>'
        f"<summary>{safe_markup(row.name)}</summary><dl>"
        + "".join(f"<dt>{safe_markup(word)}</dt><dd>{safe_markup(said)}</dd>" for word, said in row.said)
        + "</dl></details>"
        for row in rows
    )
