"""What a partner committed to: recorded, changed, and made into an action."""

from functools import partial

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.group.partners.named_in import COMMITMENTS
from ieo_metrics.group.partners.partner_sheet import TO_COME, PartnerSheet, commitments_of
from ieo_metrics.store.registers.register_rows import RegisterRow
from pages.shared.frame import store_access
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.choose_row import choose_row
from pages.shared.registers.register_table import draw_row_forms, register_rows
from pages.shared.registers.to_action import draw_to_action

ACTIVITY = REGISTER[COMMITMENTS].activity


def draw_commitment_forms(sheet: PartnerSheet) -> None:
    """The forms alone: what it committed to stands on the sheet. They show each text as it was typed."""
    authority = sheet.authority
    only = {"agency": authority.agencies[0].name} if len(authority.agencies) == 1 else {}
    rows = commitments_of(authority, register_rows(COMMITMENTS))
    draw_row_forms(COMMITMENTS, sheet.quarter, rows, only)
    to_come = [row for row in rows if row.values["state"] in TO_COME]
    if to_come and store_access.may_change():
        draw_folded(
            "Make an action of a commitment",
            "commitment_to_action",
            partial(_draw_to_action, sheet.quarter, to_come),
        )


def _draw_to_action(quarter: Quarter, rows: list[RegisterRow]) -> None:
    row = choose_row("Commitment", rows, "commitment_which")
    if row is None:
        return
    draw_to_action(quarter, row.words["what"], ACTIVITY, f"commitment_{row.row}", owner=row.words["agency"])
