"""A row of the audit trail says in which role somebody did something."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "10", "9"


def upgrade() -> None:
    """From version 9 to 10: one more column. What was done before was done in no role, and its hash stays."""
    op.add_column("audit", sa.Column("role", sa.Text, nullable=True))
