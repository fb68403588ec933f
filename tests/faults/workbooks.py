"""A real workbook of a few rows, as bytes."""

import datetime as dt
import io

import openpyxl


def tips_workbook(trainings: int = 3) -> bytes:
    """A TIPS return for 2024/25 Q1; 5.3.1.b is the number of trainings."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ["Reporting quarter: 2024/25 Q1"],
        ["Date of return: 9 July 2024"],
        ["Date", "Session type", "Status"],
    ):
        book.active.append(row)
    for n in range(trainings):
        book.active.append([dt.date(2024, 5, 1 + n), "Training", "Delivered"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
