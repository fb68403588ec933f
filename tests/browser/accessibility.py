"""What axe finds on a page that stands still."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from waiting import still

# Streamlit's own elements, which we cannot change: rule → part of the element. Every other violation is ours.
# Its drop zone has role="presentation" and yet a tabindex and a name (axe calls it minor).
STREAMLITS_OWN = {"presentation-role-conflict": ("stFileUploaderDropzone",)}

# What is found, and whether Streamlit drew anything meanwhile: what is drawn anew fades, and its colours are
# then not its own.
_LOOK = """
async () => {
    let drawn = false;
    const watching = new MutationObserver(() => { drawn = true; });
    const signs = ["data-stale", "data-test-script-state"];
    watching.observe(document.querySelector("[data-testid=stApp]"), {subtree: true, attributeFilter: signs});
    const {violations} = await axe.run({resultTypes: ["violations"]});
    watching.disconnect();
    const where = ({target, html}) => [target.join(" "), html];
    return [drawn, violations.flatMap(({id, impact, nodes}) => nodes.map(one => [id, impact, ...where(one)]))];
}
"""


_LOOK_AT_FILE = """
async () => {
    const {violations} = await axe.run({resultTypes: ["violations"]});
    return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 160)}`));
}
"""


def violations_of_file(page: Page) -> list[str]:
    """What axe finds in a page that is a file and has no script of its own."""
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_LOOK_AT_FILE)
    return found


def violations(page: Page) -> list[str]:
    """What axe finds that is ours."""
    drawn = True
    while drawn:
        still(page)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        drawn, found = page.evaluate(_LOOK)
    ours = [
        one for one in found if not any(part in one[2] + one[3] for part in STREAMLITS_OWN.get(one[0], ()))
    ]
    return [f"{rule} ({impact}): {target} {html[:160]}" for rule, impact, target, html in ours]
