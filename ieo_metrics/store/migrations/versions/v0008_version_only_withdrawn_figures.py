"""A single figure can be withdrawn, of which the audit trail tells: an older dashboard would go on repeating
it."""

revision, down_revision = "8", "7"


def upgrade() -> None:
    """From version 7 to 8: no table changes. No figure of a store of before was withdrawn."""
