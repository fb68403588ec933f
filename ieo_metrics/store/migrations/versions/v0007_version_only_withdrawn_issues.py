"""An issue can be withdrawn, of which the audit trail tells: an older dashboard would go on handing it
out."""

revision, down_revision = "7", "6"


def upgrade() -> None:
    """From version 6 to 7: no table changes. No issue of a store of before was withdrawn."""
