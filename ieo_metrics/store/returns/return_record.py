"""An accepted return as it is stored: what it covers, the sheets and rows it came from, and nothing that
identifies anybody."""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ieo_metrics.accepting.returns import AcceptedReturn, Part
from ieo_metrics.checking.check_workbook import CheckedFile, CheckedSheet
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.return_types import ReturnType, return_named
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.returns.masked_names import kept_file_name, kept_sheet_names
from ieo_metrics.store.returns.near_spelling_pseudonyms import loosened_words
from ieo_metrics.store.returns.row_bytes import as_bytes, as_frame

RowKey = tuple[int, str]  # (which file of the return, which record table)
_JSON = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
)  # made once: every seal is written with it


def canonical_json(thing: object) -> str:
    """JSON in one fixed form, so that equal values give equal texts."""
    return _JSON.encode(thing)


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class ReturnRecord:
    """What is stored of a return. `about`: everything but the rows, with the SHA-256 of each piece of
    them; `rows`: the pieces."""

    about: dict[str, Any]
    rows: dict[RowKey, bytes]

    @property
    def same_as(self) -> str:
        """Equal for the same files, quarters and content. Where a file does not state its date, the day it
        arrived is not part of this."""
        parts = [
            [part["sha256"], part["made"] if part["made_is_stated"] else "", part["tables"]]
            for part in self.about["parts"]
        ]
        return sha256(
            canonical_json(
                [self.about["programme"], self.about["provider"], self.about["covers"], parts]
            ).encode()
        )

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter that it covers with some table."""
        return tuple(sorted({quarter for covered in self.about["covers"].values() for quarter in covered}))

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(part["name"] for part in self.about["parts"])

    @property
    def about_files(self) -> tuple[str, ...]:
        """The SHA-256 of each of its files."""
        return tuple(part["sha256"] for part in self.about["parts"])

    @property
    def empty(self) -> tuple[tuple[str, str], ...]:
        """(its file's SHA-256, its name) of each sheet of the return that has a heading and not a row: nil
        only if the officer confirms it."""
        return tuple(
            (part["sha256"], sheet["name"])
            for part in self.about["parts"]
            for sheet in part["sheets"]
            if sheet["table"] in part["tables"] and not sheet["rows"]
        )

    @property
    def nil(self) -> bool:
        """Whether there is no row of anything that happened; if the officer confirms it, a nil return."""
        return is_nil(self.about)

    @property
    def return_type(self) -> ReturnType:
        return return_named(self.about["programme"], self.about["provider"])


def nil_tables(about: dict[str, Any], quarter: Quarter | None = None) -> tuple[str, ...]:
    """The record tables of a return that have a heading and not a row; with a quarter, those that cover it,
    by the sheets that speak of it."""
    sheets: dict[str, list[bool]] = {}
    for part in about["parts"]:
        for sheet in part["sheets"]:
            name = sheet["table"]
            speaks = quarter is None or (
                quarter in about["covers"].get(name, ())
                and (not sheet["stated"] or quarter in sheet["stated"])
            )
            if name in part["tables"] and speaks:
                sheets.setdefault(name, []).append(bool(sheet["rows"]))
    return tuple(name for name, filled in sheets.items() if not any(filled))


def is_nil(about: dict[str, Any], quarter: Quarter | None = None) -> bool:
    """Whether a return reports that there was nothing. The list of schools that comes with it every time
    does not count as something that happened."""
    tables = dict.fromkeys(name for part in about["parts"] for name in part["tables"])
    events = {name for name in tables if TABLE[name].counts_by != "list"} or set(tables)
    if quarter is not None:
        events = {name for name in events if quarter in about["covers"].get(name, ())}
    return bool(events) and events <= set(nil_tables(about, quarter))


def to_record(accepted_return: AcceptedReturn, key: Key) -> ReturnRecord:
    """A return as it will be stored."""
    rows: dict[RowKey, bytes] = {}
    parts = []
    for place, part in enumerate(accepted_return.parts):
        tables = {}
        for name, frame in part.tables.items():
            data = rows[place, name] = as_bytes(frame, TABLE[name], key)
            tables[name] = {"rows": len(frame), "sha256": sha256(data)}
        file, loosened = part.file, loosened_words(part, key)
        parts.append(
            {
                **({"loosened": loosened} if loosened else {}),
                "name": file.name,
                "sha256": file.sha256,
                "sheets": [sheet._asdict() for sheet in file.sheets],
                "stated": list(file.stated),
                "made": file.made.isoformat(),
                "made_is_stated": file.made_is_stated,
                "received": file.received.astimezone(dt.UTC).isoformat(),
                "problems": [
                    [severity, code, n]
                    for (severity, code), n in sorted(
                        Counter((p.severity, p.code) for p in file.problems).items()
                    )
                ],
                "tables": tables,
            }
        )
    return ReturnRecord(
        {
            "programme": accepted_return.return_type.programme,
            "provider": accepted_return.return_type.provider,
            "covers": {name: list(quarters) for name, quarters in accepted_return.covers.items()},
            "how": accepted_return.how,
            "parts": with_kept_names(parts),
        },
        rows,
    )


def with_kept_names(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is known of the files of a return, with their names and those of their sheets as they are kept: an
    older version kept some that may be people's."""
    return [
        {
            **part,
            "name": kept_file_name(part["name"], part["sha256"]),
            "sheets": [
                {**sheet, "name": name}
                for sheet, name in zip(
                    part["sheets"], kept_sheet_names([sheet["name"] for sheet in part["sheets"]])
                )
            ],
        }
        for part in parts
    ]


_NO_ROWS = pd.DataFrame()


def from_record(about: dict[str, Any], rows: Mapping[RowKey, bytes] | None, number: int) -> AcceptedReturn:
    """The return that was stored. `rows`: None for what is known without them: the tables are then there, and
    empty."""
    parts = []
    for place, part in enumerate(with_kept_names(about["parts"])):
        tables = {
            name: as_frame(rows[place, name], TABLE[name]) if rows is not None else _NO_ROWS
            for name in part["tables"]
        }
        sheets = tuple(
            CheckedSheet(**{**sheet, "stated": tuple(sheet["stated"])}) for sheet in part["sheets"]
        )
        file = CheckedFile(
            part["name"],
            part["sha256"],
            sheets,
            (),
            tables,
            (),
            tuple(part["stated"]),
            dt.date.fromisoformat(part["made"]),
            part["made_is_stated"],
            dt.datetime.fromisoformat(part["received"]),
        )
        parts.append(Part(file, tables, part.get("loosened", {})))
    covers = {name: tuple(quarters) for name, quarters in about["covers"].items()}
    return AcceptedReturn(
        number, return_named(about["programme"], about["provider"]), tuple(parts), covers, about["how"]
    )


def pseudonymised(accepted_return: AcceptedReturn, key: Key) -> AcceptedReturn:
    """A return that is not yet accepted, exactly as it would be read back from the store, but with the names
    of its files and sheets in full."""
    now = to_record(accepted_return, key)
    again = from_record(now.about, now.rows, accepted_return.number)
    return again._replace(
        parts=tuple(
            replace(part, file=replace(part.file, name=own.file.name, sheets=own.file.sheets))
            for part, own in zip(again.parts, accepted_return.parts)
        ),
    )
