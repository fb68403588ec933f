"""What the children answered, made into workbooks. The parent's half; it brings numpy."""

import hashlib
import io
import pickle
import re
from typing import Any

import numpy as np

from ieo_metrics.reading import limits
from ieo_metrics.reading.safe_file_name import file_stem, shown_name
from ieo_metrics.reading.sheets import (
    CellError,
    Column,
    NumberFrom1904,
    Refused,
    Remark,
    Sheet,
    TextFrom1904,
    Workbook,
)

_SERIAL = re.compile(r"\s*\d{5}(?:\.\d+)?\s*", re.ASCII)

_PLAIN = {("datetime", kind) for kind in ("date", "datetime", "time", "timedelta")}


class _PlainUnpickler(pickle.Unpickler):
    """Pickle is quick and keeps dates, and it comes from our own child. But the child has read a stranger's
    file: so nothing but built-in values and dates is made from it."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) not in _PLAIN:
            raise pickle.UnpicklingError(f"{module}.{name} is no cell value")
        found: type = super().find_class(module, name)
        return found


def deliver_workbook(name: str, data: bytes, answers: list[bytes | str]) -> Workbook | Refused:
    """A file, from the answers of the children that shared its sheets: each its cells, or the code of a
    refusal."""
    shown, digest = shown_name(name), hashlib.sha256(data).hexdigest()
    sheets: dict[int, Sheet] = {}
    remarks: list[Remark] = []
    for answer in answers:
        said: dict[str, Any] = (
            {"refused": answer, "found": _found_unread(answer, data)}
            if isinstance(answer, str)
            else _PlainUnpickler(io.BytesIO(answer)).load()
        )
        if "refused" in said:
            return Refused(shown, digest, said["refused"], said["found"])
        sheets |= {place: _sheet(sheet, name, said["from_1904"]) for place, sheet in said["sheets"].items()}
        remarks += [Remark(*r) for r in said["remarks"]]
    return Workbook(shown, digest, tuple(sheets[place] for place in sorted(sheets)), tuple(remarks))


def _found_unread(code: str, data: bytes) -> str:
    if code == "file-too-large":
        return f"{len(data) / 2**20:.2f} MB ({len(data):,} bytes; the limit is {limits.MOST_BYTES:,})"
    return {"file-empty": "0 bytes", "file-too-slow": f"no end after {limits.SECONDS} seconds"}.get(
        code, "the file could not be taken apart safely"
    )


def _sheet(sheet: dict[str, Any], file_name: str, from_1904: bool) -> Sheet:
    columns = tuple(_column(from_1904, *c) for c in sheet.pop("columns"))
    remarks = tuple(Remark(*r) for r in sheet.pop("remarks"))
    return Sheet(name=sheet.pop("name") or file_stem(file_name), columns=columns, remarks=remarks, **sheet)


def _from_1904(value: object) -> object:
    if type(value) is float:
        return NumberFrom1904(value)
    return TextFrom1904(value) if isinstance(value, str) and _SERIAL.fullmatch(value) else value


def _column(from_1904: bool, values: list[Any], codes: bytes, errors: dict[int, tuple[str, str]]) -> Column:
    if from_1904:
        values = [_from_1904(value) for value in values]
    for place, error in errors.items():
        values[place] = CellError(*error)
    return Column(values, np.frombuffer(codes, dtype=np.int32))
