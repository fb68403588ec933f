"""How the web page looks, and what a browser may do for it; apart from what draws it, which loads much."""

from pathlib import Path

STYLE = Path(__file__).with_name("report.css")
# A browser that follows it loads nothing and runs nothing, whatever the page may hold.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
