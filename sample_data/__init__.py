"""Invented returns, and the programs that write them. See README.md."""

from pathlib import Path

FOLDER = Path(__file__).parent
SAMPLES = sorted(FOLDER.glob("*.xlsx"))
UNTIDY = next((FOLDER / "untidy").glob("*.xlsx"))
