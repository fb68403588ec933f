"""Approval: what somebody else proposed to issue, for a second person to approve or to send back."""

from pages.shared.frame.page import page
from pages.shared.issue.approving.look import draw_approval

with page("Approval"):
    draw_approval()
