"""A decision that the SVRP is asked for has an owner and a day by which it is wanted."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "9", "8"


def upgrade() -> None:
    """From version 8 to 9: two more columns. Decisions of before have no owner and no day yet."""
    for name in ("owner", "due"):
        op.add_column("raised", sa.Column(name, sa.Text, nullable=True))
