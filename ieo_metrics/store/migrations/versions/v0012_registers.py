"""The working group's other work: registers of typed rows, and published tables that were uploaded."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "12", "11"


def upgrade() -> None:
    """From version 11 to 12: two more tables, which are empty."""
    op.create_table(
        "register_rows",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("row", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("register", "said", "at", "who")),
    )
    op.create_table(
        "published_tables",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("kind", "file", "edition", "source", "at", "who")
        ),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
