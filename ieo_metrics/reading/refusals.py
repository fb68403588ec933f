"""Why a file cannot be read, one row each, in words that an officer can act on."""

from typing import NamedTuple

from ieo_metrics.reading import limits

_KINDS = "An Excel workbook (.xlsx, .xlsm or .xls), an OpenDocument spreadsheet (.ods) or a .csv file."
_SAVE_AGAIN = "Open it in Excel, save it again as an Excel Workbook (.xlsx) and send that."
_MEGABYTES = limits.MOST_BYTES // 2**20


class Refusal(NamedTuple):
    """Why a file is refused, what is expected, and what to do."""

    code: str
    title: str
    expected: str
    to_do: str


REFUSALS: tuple[Refusal, ...] = (
    Refusal(
        "file-empty",
        "The file is empty",
        _KINDS,
        "Check that the right file was sent, and ask the provider for it again.",
    ),
    Refusal(
        "file-too-large",
        "The file is too large",
        f"At most {_MEGABYTES} MB.",
        "Remove pictures and sheets that are not part of the return, or send it as several files.",
    ),
    Refusal(
        "file-damaged",
        "The file is damaged",
        "A file that Excel opens without a warning.",
        _SAVE_AGAIN + " If Excel cannot open it, ask the provider to send it again.",
    ),
    Refusal(
        "file-not-spreadsheet",
        "The file is not a spreadsheet",
        _KINDS,
        (
            "Ask the provider for the spreadsheet itself. Changing the name of a file does not change what "
            "it is."
        ),
    ),
    Refusal(
        "file-text-misnamed",
        "The file is plain text, though its name says that it is a workbook",
        "A name that ends in .csv, or a real workbook.",
        (
            "If it is a list with separators, change the ending of its name to .csv; otherwise ask the "
            "provider for the workbook."
        ),
    ),
    Refusal(
        "file-password",
        "The file is protected by a password",
        "A workbook that opens without a password.",
        (
            "Remove the password (in Excel: File, Info, Protect Workbook, Encrypt with Password, clear the "
            "box), save and send it again."
        ),
    ),
    Refusal(
        "file-type",
        "This kind of spreadsheet cannot be read",
        _KINDS,
        _SAVE_AGAIN + " In Numbers: File, Export To, Excel.",
    ),
    Refusal(
        "file-ending",
        "The ending of the file's name is not one of a spreadsheet",
        "A name that ends in .xlsx, .xlsm, .xls, .ods or .csv.",
        _SAVE_AGAIN,
    ),
    Refusal(
        "file-archive",
        "The file is a folder of packed files, not a workbook",
        _KINDS,
        "Unpack it and send the workbook that is inside.",
    ),
    Refusal(
        "file-unpacks-too-large",
        "The file would unpack to far more than a return can hold",
        f"At most {limits.MOST_INFLATED // 2**20} MB unpacked, in at most {limits.MOST_ENTRIES:,} parts.",
        (
            "Do not open it until you know where it comes from. Ask the provider to copy the cells into "
            "a new workbook and send that."
        ),
    ),
    Refusal(
        "file-entities",
        "The file defines its own abbreviations (XML entities), as no spreadsheet program does",
        "A workbook that was saved by a spreadsheet program.",
        "Do not open it until you know where it comes from. " + _SAVE_AGAIN,
    ),
    Refusal(
        "file-duplicates",
        "Two parts of the file have the same name",
        "A workbook in which each part is there once.",
        "Do not open it until you know where it comes from. " + _SAVE_AGAIN,
    ),
    Refusal(
        "file-too-spread",
        "The cells of a sheet are spread too widely to be read",
        f"A sheet whose filled area has at most {limits.MOST_CELLS:,} cells.",
        (
            "Delete anything far below or far to the right of the table (press Ctrl+End to find it), "
            "save and send it again."
        ),
    ),
    Refusal(
        "file-too-slow",
        "The file took too long to read",
        f"A file that is read within {limits.SECONDS} seconds.",
        "Copy the tables into a new workbook, as values, and send that.",
    ),
    Refusal(
        "file-too-slow-to-check",
        "The file took too long to understand and check",
        f"A file that is checked within {limits.SECONDS_OF_CHECKING} seconds, and "
        f"{limits.SECONDS_PER_MILLION} more for each million cells.",
        "Copy only the tables of the return into a new workbook, as values, and send that; or send it as "
        "several files, a quarter each.",
    ),
    Refusal(
        "file-unreadable",
        "Reading the file failed",
        _KINDS,
        _SAVE_AGAIN + " If that does not help, copy the tables into a new workbook.",
    ),
)
BY_CODE: dict[str, Refusal] = {r.code: r for r in REFUSALS}
