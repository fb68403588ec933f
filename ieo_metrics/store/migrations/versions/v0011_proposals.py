"""An issue can wait for a second person's word: until then it is kept beside the issues."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "11", "10"


def upgrade() -> None:
    """From version 10 to 11: one more table, which is empty. Nothing of a store of before waits."""
    op.create_table(
        "proposals",
        sa.Column("quarter", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "who", "person", "facts", "about")),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("data", "shared")),
        sa.Column("digest", sa.Text, nullable=False),
    )
