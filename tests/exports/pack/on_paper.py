"""A Word document as LibreOffice prints it: what stands on each of its pages."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from ieo_metrics.exports.report.blocks import Heading
from ieo_metrics.exports.report.page_plan.pages import Page

needs_libreoffice = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice is not here"
)


def printed_pages(data: bytes, folder: Path) -> list[str]:
    """The words of each page. `folder`: an empty one."""
    (folder / "report.docx").write_bytes(data)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    call = ("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder))
    subprocess.run([*call, str(folder / "report.docx")], check=True, capture_output=True, timeout=120)
    said = subprocess.run(
        ["pdftotext", "-layout", str(folder / "report.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [" ".join(page.split()) for page in said.split("\f")[:-1]]


def assert_as_planned(pages: Sequence[str], planned: Sequence[Page]) -> None:
    """Each page of the measures has what was planned for it. `pages`: from the first that was planned on."""
    assert len(pages) == len(planned)
    for page, plan in zip(pages, planned, strict=True):
        for group in plan.groups:
            headings = [block.text for block in group if isinstance(block, Heading)]
            assert all(" ".join(text.split()) in page for text in headings)
