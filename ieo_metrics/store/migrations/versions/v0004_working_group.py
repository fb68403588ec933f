"""What the working group records: comments, meetings and who came, actions, what is raised to the SVRP,
recommendations."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "4", "3"


def upgrade() -> None:
    """From version 3 to 4: only new tables."""
    text, whole = sa.Text, sa.Integer

    def numbered() -> sa.Column[int]:
        return sa.Column("number", whole, primary_key=True, autoincrement=False)

    def filled(*names: str) -> list[sa.Column[str]]:
        return [sa.Column(name, text, nullable=False) for name in names]

    op.create_table(
        "comments",
        numbered(),
        sa.Column("quarter", whole, nullable=False),
        *filled("ref", "role", "author", "at", "text"),
    )
    op.create_table(
        "meetings",
        sa.Column("quarter", whole, primary_key=True, autoincrement=False),
        *filled("held_on", "place", "attendance", "at", "who"),
    )
    op.create_table(
        "actions",
        numbered(),
        sa.Column("quarter", whole, nullable=False),
        *filled("words", "owner", "due", "ref", "activity", "at", "who", "state"),
        *(sa.Column(name, text, nullable=True) for name in ("closed_at", "closed_by", "why")),
    )
    op.create_table(
        "raised",
        numbered(),
        sa.Column("quarter", whole, nullable=False),
        *filled("kind", "words", "at", "who"),
    )
    op.create_table("recommendations", numbered(), *filled("ref", "state", "evidence", "at", "who"))
