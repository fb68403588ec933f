"""Programmes and the providers whose returns they rest on. A sixth provider is one row here, and its tables."""

from dataclasses import dataclass

from ieo_metrics.framework.tables import TABLES


@dataclass(frozen=True)
class Return:
    """What one provider sends about one programme each quarter."""

    programme: str
    provider: str
    about: str
    due_days_after_quarter: int = 21

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(t.name for t in TABLES if (t.programme, t.provider) == (self.programme, self.provider))

    @property
    def title(self) -> str:
        return f"{self.programme} · {self.provider}"


RETURNS: tuple[Return, ...] = (
    Return("RESET", "Society of St James", "Support for young people aged 18 to 25 who leave custody or are at risk of it"),
    Return("RESET", "Constabulary", "What the Constabulary knows of reoffending and harm among the young people of RESET"),
    Return("A&E Navigators", "No Limits", "Support for young people who come to an emergency department after violence or in distress"),
    Return("Choices", "Artswork", "Workshops in schools about knife crime and violence"),
    Return("TIPS", "Rock Pool", "Trauma informed training and reflective practice for the police"),
)
PROGRAMMES: tuple[str, ...] = tuple(dict.fromkeys(r.programme for r in RETURNS))


def return_of(table: str) -> Return:
    """The return that carries a record table."""
    return next(r for r in RETURNS if table in r.tables)
