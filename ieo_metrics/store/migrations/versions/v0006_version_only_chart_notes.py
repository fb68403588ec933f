"""What happened to a service is noted on the charts, and frozen with an issue: an older dashboard would issue
without it, and take the line of the audit trail that tells of it for a fault."""

revision, down_revision = "6", "5"


def upgrade() -> None:
    """From version 5 to 6: no table changes. Notes stand beside targets, and a store of before has none."""
