"""Every file that a page gives out goes through one door, which asks who is there now and writes it in the trail."""

import ast
from pathlib import Path

PAGES = sorted((Path(__file__).resolve().parents[2] / "pages").rglob("*.py"))
DOOR = "export_button_data"


def _named(call: ast.expr) -> str:
    """What is called, by its last word."""
    one = call.func if isinstance(call, ast.Call) else None
    return one.attr if isinstance(one, ast.Attribute) else one.id if isinstance(one, ast.Name) else ""


def _passes_on_the_door(tree: ast.Module) -> set[str]:
    """The functions of a file that only give back what the door makes."""
    return {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        and isinstance(function.body[-1], ast.Return)
        and function.body[-1].value is not None
        and _named(function.body[-1].value) == DOOR
    }


def test_every_download_goes_through_the_one_door() -> None:
    buttons, beside = 0, []
    for path in PAGES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        doors = {DOOR} | _passes_on_the_door(tree)
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _named(call) == "download_button":
                buttons += 1
                if _named(call.args[1]) not in doors:
                    beside.append(f"{path.name}:{call.lineno}")
    assert buttons >= 15 and beside == []
