"""The first store: accepted returns, their versions and rows, and the audit trail, which only grows."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "1", None

_SQLITE = (
    (
        "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit "
        "trail only grows'); END"
    ),
    (
        "CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit "
        "trail only grows'); END"
    ),
)
_POSTGRESQL = (
    (
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
        "'the audit trail only grows'; END $$"
    ),
    (
        "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH "
        "STATEMENT EXECUTE FUNCTION audit_only_grows()"
    ),
    # not compressed, so that what is in it can be searched for
    "ALTER TABLE kept_rows ALTER COLUMN data SET STORAGE EXTERNAL",
)


def upgrade() -> None:
    """From nothing to version 1."""
    text, whole = sa.Text, sa.Integer
    op.create_table(
        "store",
        sa.Column("name", text, primary_key=True),
        sa.Column("store_id", text, nullable=False),
        sa.Column("key_id", text, nullable=False),
        sa.Column("made_at", text, nullable=False),
    )
    op.create_table(
        "returns",
        sa.Column("seq", whole, primary_key=True, autoincrement=False),
        sa.Column("programme", text, nullable=False),
        sa.Column("provider", text, nullable=False),
        sa.Column("accepted_at", text, nullable=False),
        sa.Column("accepted_by", text, nullable=False),
        sa.Column("about", text, nullable=False),
        sa.Column("same_as", text, nullable=False, unique=True),
        sa.Column("digest", text, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("programme", text, primary_key=True),
        sa.Column("provider", text, primary_key=True),
        sa.Column("quarter", whole, primary_key=True, autoincrement=False),
        sa.Column("version", whole, primary_key=True, autoincrement=False),
        sa.Column("seq", whole, sa.ForeignKey("returns.seq"), nullable=False),
    )
    op.create_table(
        "kept_rows",
        sa.Column("seq", whole, sa.ForeignKey("returns.seq"), primary_key=True, autoincrement=False),
        sa.Column("part", whole, primary_key=True, autoincrement=False),
        sa.Column("table_name", text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("seq", whole, primary_key=True, autoincrement=False),
        sa.Column("at", text, nullable=False),
        sa.Column("who", text, nullable=False),
        sa.Column("action", text, nullable=False),
        sa.Column("about", text, nullable=False),
        sa.Column("previous", text, nullable=False),
        sa.Column("hash", text, nullable=False),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
