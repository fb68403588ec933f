"""What was issued and locked, returns taken back, what arrived, measures worked out once, rows that were
reduced to aggregates."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "2", "1"


def upgrade() -> None:
    """From version 1 to 2: only new tables."""
    text, whole, data = sa.Text, sa.Integer, sa.LargeBinary
    op.create_table(
        "withdrawn",
        sa.Column("seq", whole, sa.ForeignKey("returns.seq"), primary_key=True, autoincrement=False),
        *(sa.Column(name, text, nullable=False) for name in ("at", "who", "why")),
    )
    op.create_table(
        "results",
        sa.Column("made_of", text, primary_key=True),
        sa.Column("at", text, nullable=False),
        sa.Column("data", data, nullable=False),
        sa.Column("sha256", text, nullable=False),
    )
    op.create_table(
        "issues",
        *(sa.Column(name, whole, primary_key=True, autoincrement=False) for name in ("quarter", "number")),
        *(sa.Column(name, text, nullable=False) for name in ("at", "who", "about")),
        sa.Column("data", data, nullable=False),
        sa.Column("digest", text, nullable=False),
    )
    op.create_table(
        "locks",
        sa.Column("quarter", whole, primary_key=True, autoincrement=False),
        *(sa.Column(name, text, nullable=False) for name in ("at", "who")),
    )
    op.create_table(
        "receipts",
        *(sa.Column(name, text, primary_key=True) for name in ("sha256", "programme", "provider")),
        *(sa.Column(name, text, nullable=False) for name in ("name", "quarters", "at", "who")),
        sa.Column("to_fix", whole, nullable=False),
        sa.Column("queried_at", text, nullable=True),
    )
    op.create_table(
        "reduced",
        sa.Column("number", whole, primary_key=True, autoincrement=False),
        sa.Column("before", whole, nullable=False),
        *(sa.Column(name, text, nullable=False) for name in ("at", "who", "about")),
        sa.Column("data", data, nullable=False),
        sa.Column("digest", text, nullable=False),
    )
    op.create_table(
        "remembered", sa.Column("name", text, primary_key=True), sa.Column("value", text, nullable=False)
    )
