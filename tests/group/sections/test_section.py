"""A section as data: what is kept with an issue is the section again."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.exports.report.section_content import column_shares
from ieo_metrics.group.sections.section import Section, SectionTable

TEXT = st.text(max_size=60)


@st.composite
def tables(draw: st.DrawFn) -> SectionTable:
    wide = draw(st.integers(1, 5))
    row = st.tuples(*[TEXT] * wide)
    return SectionTable(draw(TEXT), draw(row), tuple(draw(st.lists(row, max_size=4))), (wide - 1,))


@given(TEXT, st.lists(TEXT, max_size=3), st.lists(tables(), max_size=2))
def test_what_is_kept_is_the_section_again(title: str, said: list[str], some: list[SectionTable]) -> None:
    section = Section(
        "name",
        title,
        "It is so.",
        tuple(said),
        tuple(some),
        "here",
        ("5.1.1.a",),
        tuple(said),
        serves=("4.a", "4.c"),
    )
    data = json.loads(json.dumps(section.as_data()))
    assert Section.of_data(data) == section
    assert section.heading == f"{title} (4.a, 4.c)"
    # One that was issued before sections said what they serve.
    before = Section.of_data({name: value for name, value in data.items() if name != "serves"})
    assert before.serves == () and before.heading == title
    assert set(said) <= set(section.texts)


@given(tables())
def test_columns_share_the_page(table: SectionTable) -> None:
    shares = column_shares(table)
    assert len(shares) == len(table.headings)
    assert abs(sum(shares) - 1) < 1e-9 and min(shares) > 0.05
