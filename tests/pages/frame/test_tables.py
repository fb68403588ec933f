"""Tables as the pages draw them."""

from pages.shared.kit.html_tables import Html, cell


def test_a_day_and_a_quarter_stay_on_one_line() -> None:
    for words in ("1 December 2026", "30 September 2025", "2024/25 Q4"):
        assert cell(words) == f'<td class="ieo-unbroken">{words}</td>'
        assert cell(words, heading=True) == f'<th scope="row" class="ieo-unbroken">{words}</th>'


def test_whatever_says_more_than_a_day_or_a_quarter_may_have_two_lines() -> None:
    for words in (
        "kept on 1 December 2026",
        "2024/25 Q1 to 2024/25 Q4",
        "31 October 2024, late",
        "RESET",
        "",
    ):
        assert cell(words) == f"<td>{words}</td>"
    assert cell(Html("<b>1 May 2025</b>"), numeric=True) == '<td class="number"><b>1 May 2025</b></td>'
