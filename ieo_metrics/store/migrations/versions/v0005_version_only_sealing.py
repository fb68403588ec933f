"""What is recorded beside returns is sealed in the audit trail, and an issue keeps its targets: an older
dashboard would do neither."""

revision, down_revision = "5", "4"


def upgrade() -> None:
    """From version 4 to 5: no table changes. The rows that are there are sealed once the key is at hand
    (`seals.begin`)."""
