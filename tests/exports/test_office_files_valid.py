"""Every kind of Office file that is made, once, read by a validator that knows the standard and what Word, Excel
and PowerPoint refuse."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from ieo_metrics.exports.fix_list.list_document import list_document
from ieo_metrics.exports.fix_list.reply_details import reply_details
from ieo_metrics.exports.templates_to_send import template_as_bytes
from ieo_metrics.exports.workbook.audit_workbook import audit_workbook
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.return_types import PROGRAMMES
from tests.exports.conftest import Q2
from tests.exports.fix_list.provider_workbook import SUPPORT, as_csv, as_workbook, as_xls
from tests.exports.fix_list.test_provider_list import CONTACT, FAULTS, as_bytes, collected, marked

# Text beside its cell and not in a list of all texts: the standard has both, and Excel, which says nothing of it, writes
# the list when it saves. Only so can a sheet be added without touching the provider's own list.
INLINE = "inline-string cell(s)"
THEIRS = "as the provider sent it.xlsx"
OFFICE = (".xlsx", ".docx", ".pptx")


@pytest.fixture(scope="module")
def files(packed) -> Mapping[str, bytes]:
    """By name; the workbooks of a pack and for the officer, what goes to providers and what is given back."""
    theirs, older, text = as_bytes(as_workbook(FAULTS)), as_xls(FAULTS), as_csv(FAULTS, SUPPORT)
    found, found_in_text = collected(theirs), collected(text, "support.csv")
    details = reply_details(found.returns, dt.date(2025, 4, 30), CONTACT)
    return {
        THEIRS: theirs,
        **{name: data for name, data in packed.files.items() if name.endswith(OFFICE)},
        "officer.xlsx": svrp_workbook(packed.results, packed.collection, Q2),
        "audit.xlsx": audit_workbook(packed.results, Q2),
        **{f"{programme}.xlsx": template_as_bytes(programme, Q2) for programme in PROGRAMMES},
        "marked.xlsx": marked(theirs, found),
        "marked copy of an older workbook.xlsx": marked(older, collected(older, "RESET Q4.xls")),
        "marked copy of a text file.xlsx": marked(text, found_in_text),
        "what to fix.docx": list_document(found.problems, found.files[0], details),
    }


def test_a_validator_finds_nothing_in_any_of_them(files, tmp_path: Path):
    validator = OpenXmlValidator()
    found = {}
    for name, data in files.items():
        (path := tmp_path / name.replace("&", "and")).write_bytes(data)
        result = validator.validate(path)
        found[name] = {
            (error.part_uri, error.description) for error in result.errors if INLINE not in error.description
        }
    # What is wrong in the provider's own workbook stays as it was; what is ours adds nothing.
    found["marked.xlsx"] -= found.pop(THEIRS)
    assert found == {name: set() for name in files if name != THEIRS}
    assert {Path(name).suffix for name in found} == set(OFFICE)


def test_it_does_find_what_is_wrong(files, tmp_path: Path):
    """The same report without the part that says what its parts are."""
    (path := tmp_path / "broken.docx").write_bytes(
        files["what to fix.docx"].replace(b"word/styles.xml", b"word/styl_s.xml")
    )
    assert not OpenXmlValidator().validate(path).is_valid
