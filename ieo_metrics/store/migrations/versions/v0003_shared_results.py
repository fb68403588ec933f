"""What disclosure control let out of an issue is kept beside the issue."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "3", "2"


def upgrade() -> None:
    """From version 2 to 3: one new column, empty for what was issued before."""
    op.add_column("issues", sa.Column("shared", sa.LargeBinary, nullable=True))
