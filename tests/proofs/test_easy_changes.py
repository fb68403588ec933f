"""What should be easy is easy: in a copy of the house each thing is added by what the README says and nothing more, and
walked through from the template to what is shared."""

import json
from pathlib import Path

import pytest

from sample_data import SAMPLES
from tests.proofs.house_copy import HouseCopy

QUARTER = "2024/25 Q2"
SAMPLE_PATHS = [f"sample_data/{path.name}" for path in SAMPLES]


@pytest.fixture
def house(tmp_path: Path) -> HouseCopy:
    return HouseCopy(tmp_path)


def walk(house: HouseCopy, ref: str, *more: str) -> dict[str, int]:
    """The walk, and the rules of the tree; the sizes of the files of the pack."""
    said = house.run("-m", "tests.proofs.walk_house", ref, QUARTER, *SAMPLE_PATHS, *more).splitlines()
    assert said[-1] == "walked"
    house.keeps_the_rules()
    return json.loads(said[-2])


MEASURES_END = ")\nMEASURE: dict[str, Measure]"


def test_a_20th_measure_is_a_row(house: HouseCopy) -> None:
    measure = """    *_star("5.1.7.a", "5.1.7.b", "Young people look after themselves", "self-care and living skills", "Self-care"),
"""
    house.add("framework/measures.py", measure, MEASURES_END)
    walk(house, "5.1.7.a")


STILL_SUPPORTED = '''"""Of the people supported in the community, those who are still supported at the end of the period."""

from dataclasses import replace

import numpy as np

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.dates.quarters import quarters_of
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KIND
from ieo_metrics.framework.settings import Settings
from ieo_metrics.measuring.kinds.evidence import COUNTED, Evidence
from ieo_metrics.measuring.kinds.people_supported import support


def still_supported(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """One row a person supported; a success where support goes on after the period."""
    held = support(governed, settings, span, groups)
    ended = governed.tables["support"]["ended"].to_numpy()[held.frame["row"].to_numpy()]
    stays = np.isnat(ended) | (quarters_of(ended) > held.frame["period"].to_numpy())
    stays &= held.frame["state"].to_numpy() == COUNTED
    return replace(held, topics=EVIDENCE_KIND["still supported"].topic_names, frame=held.frame.assign(success=stays))
'''


def test_a_new_kind_of_evidence_is_a_row_and_a_function(house: HouseCopy) -> None:
    kind = """    EvidenceKind(
        "still supported",
        "support",
        (
            Topic(
                "at the end",
                "What would help the young people whose support ended early?",
                "were still supported at its end",
                ties=(Tie("n", SAME, "support", "community"),),
            ),
        ),
        yes_no=True,
        steps=(Step("Supported in the quarter"), Step("With a setting and dates", "left out", "left out")),
    ),
"""
    measure = """    Measure(
        ref="5.1.3.c",
        success=_TRUSTED_ADULTS,
        programme="RESET",
        provider="Society of St James",
        wording="Percentage of young people supported in the community whose support goes on",
        name="Still supported at the end of the quarter",
        evidence="still supported",
        topic="at the end",
        statistic=SHARE,
        better="higher",
        unit="proportion",
        definition="Of the young people supported in the community in the quarter: the share whose support did not end in it.",
        reads=("support",),
    ),
"""
    house.add("framework/evidence_kinds.py", kind, ")\nEVIDENCE_KIND: dict")
    house.add_file("measuring/kinds/still_supported.py", STILL_SUPPORTED)
    house.add(
        "measuring/compute.py", '    "still supported": still_supported,\n', '    "follow-up": follow_up,\n'
    )
    imported = "from ieo_metrics.measuring.kinds.still_supported import still_supported\n"
    house.add("measuring/compute.py", imported, "from ieo_metrics.statistics.intervals")
    house.add("framework/measures.py", measure, MEASURES_END)
    walk(house, "5.1.3.c")
