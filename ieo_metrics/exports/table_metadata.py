"""The columns of the tidy table and of its dictionary in a form that programs read: CSV on the Web, the W3C's
standard, which government recommends for tables that are published as .csv."""

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from ieo_metrics.exports.dictionary import HEADINGS, MEANING, meaning_of
from ieo_metrics.exports.tidy_table import COLUMNS
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK, UnitLook
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.statistics.verdicts import VERDICTS

METADATA = "-metadata.json"  # behind the name of the .csv, where programs look for it
KEY = ("ref", "quarter", "area")
_ONE_QUARTER = r"20\d\d/\d\d Q[1-4]"
# Of each type that the dictionary names, the standard's.
_TYPES = {"text": "string", "number": "number", "whole number": "integer"}
_MEANING_OF_DICTIONARY = (
    "What the row is about: a column, a unit, a marker, a measure, or the pack.",
    "As it stands in the table.",
    "What kind of value it is.",
    "What it is counted in.",
    "What it means, in words.",
)


def table_metadata(
    quarter: Quarter,
    settings: Settings,
    tidy_name: str,
    dictionary_name: str,
    look: UnitLook = PLAIN_LOOK,
    warning: str = "",
) -> str:
    """The metadata as JSON. `quarter`, `settings`: of the pack; `tidy_name`, `dictionary_name`: of the two
    files beside it; `warning`: about the pack, if there is one. It holds no figure."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": f"Outcomes Based Performance Framework: measures, {label(quarter)}",
        "dc:publisher": look.name,
        **({"dc:description": warning} if warning else {}),
        "tables": [
            _table(
                tidy_name,
                [
                    {
                        "name": name,
                        "titles": name,
                        "dc:description": meaning_of(name, quarter, settings),
                        "datatype": _datatype(name),
                        **({"required": True} if name in KEY else {}),
                    }
                    for name in COLUMNS
                ],
                {"primaryKey": list(KEY)},
            ),
            _table(
                dictionary_name,
                [
                    {"name": name, "titles": name, "dc:description": meaning, "datatype": "string"}
                    for name, meaning in zip(HEADINGS, _MEANING_OF_DICTIONARY, strict=True)
                ],
                {"primaryKey": ["kind", "name"]},
            ),
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _table(file_name: str, columns: list[dict[str, object]], key: Mapping[str, object]) -> dict[str, object]:
    return {
        "url": quote(file_name),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"]},
        "tableSchema": {"columns": columns, **key},
    }


def _datatype(name: str) -> object:
    """The type of a column of the tidy table, with the words that may stand in it where they are known."""
    allowed = {
        "ref": _either(m.ref for m in MEASURES),
        "quarter": f"{_ONE_QUARTER}( to {_ONE_QUARTER})?",
        "unit": _either(m.unit for m in MEASURES),
        "marker": f"[{''.join(MARKERS)}]*",
        "verdict": _either(VERDICTS),
    }
    base = _TYPES[MEANING[name][0]]
    return {"base": base, "format": allowed[name]} if name in allowed else base


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in dict.fromkeys(words))
