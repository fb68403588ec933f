"""Only the reading of the same sheets: what nobody can do without. `python bare.py calamine|pandas
FILE...`"""

import sys


def with_calamine(paths: list[str]) -> int:
    from python_calamine import CalamineWorkbook

    rows = 0
    for path in paths:
        workbook = CalamineWorkbook.from_path(path)
        rows += sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)
    return rows


def with_pandas(paths: list[str]) -> int:
    import pandas as pd

    return sum(
        len(sheet)
        for path in paths
        for sheet in pd.read_excel(path, sheet_name=None, engine="calamine", header=None).values()
    )


if __name__ == "__main__":
    print({"calamine": with_calamine, "pandas": with_pandas}[sys.argv[1]](sys.argv[2:]))
