"""The plain pages that need no session: the sign-in, and why something is not shown."""

import html

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
body {{ margin: 0; color: #1a1a1a; background: #fff; line-height: 1.45;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }}
main {{ max-width: 40rem; margin: 0 auto; padding: 3rem 1.5rem; }}
h1 {{ font-size: 1.75rem; font-weight: 600; line-height: 1.3; margin: 0 0 1rem; }}
p {{ margin: 0 0 1rem; overflow-wrap: anywhere; }}
.why {{ border-left: 4px solid #12436d; background: #f3f4f6; padding: .5rem .75rem; }}
.way {{ display: inline-block; margin-top: .5rem; padding: .6rem 1.25rem; border-radius: .25rem;
  background: #12436d; color: #fff; text-decoration: none; }}
.way:hover {{ background: #0d3252; }}
.way:focus-visible {{ outline: 3px solid #12436d; outline-offset: 2px; }}
</style>
</head>
<body><main><h1>{title}</h1>{paragraphs}{way}</main></body>
</html>
"""
WELCOME = (
    "This dashboard is for people who have been given access to it. You sign in with your organisation's "
    "account."
)
NOT_COMPLETE = (
    "Your sign-in did not complete: it was interrupted, or your organisation's reply could not be trusted. "
    "Please try once more. If it happens again, please tell the person who runs this dashboard."
)


def plain_page(title: str, *, why: str = "", words: str = "", way: tuple[str, str] | None = None) -> bytes:
    """A page of its own. `why`: what happened. `way`: the one thing to press, and where it leads."""
    paragraphs = f'<p class="why" role="status">{html.escape(why)}</p>' if why else ""
    paragraphs += f"<p>{html.escape(words)}</p>" if words else ""
    link = f'<a class="way" href="{html.escape(way[1])}">{html.escape(way[0])}</a>' if way else ""
    return _PAGE.format(title=html.escape(title), paragraphs=paragraphs, way=link).encode()
