"""The tables of the store as they are now. The steps that made them are in migrations/.

Nothing in them is about a person but the rows of `kept_rows`, and there every reference and every free text
is a keyed hash. Times are UTC, as text, to the microsecond; the order is that of `seq`, never of a clock.
"""

import sqlalchemy as sa

VERSION = 12
APPLICATION_ID = 0x49454F31  # "IEO1", in SQLite's file header
NAME = "violence reduction returns"
# Of a column that came when its table's rows were sealed already: a row without a value in any of them has
# the seal that it had before.
LATER = {"later than seals": True}

METADATA = sa.MetaData()

# One row: whose store this is, and which key its references are replaced with.
STORE = sa.Table(
    "store",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("store_id", sa.Text, nullable=False),
    sa.Column("key_id", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
)
# One row per accepted return. `about`: all that is known of it but its rows, as JSON; `digest` seals all else
# in the row; `same_as`: equal for the same files, quarters and content, so that the same return is never
# there twice.
RETURNS = sa.Table(
    "returns",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("programme", sa.Text, nullable=False),
    sa.Column("provider", sa.Text, nullable=False),
    sa.Column("accepted_at", sa.Text, nullable=False),
    sa.Column("accepted_by", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("same_as", sa.Text, nullable=False, unique=True),
    sa.Column("digest", sa.Text, nullable=False),
)
# Which versions of a quarter there are: 1 for the first return that covers it, 2 for the next.
VERSIONS = sa.Table(
    "versions",
    METADATA,
    sa.Column("programme", sa.Text, primary_key=True),
    sa.Column("provider", sa.Text, primary_key=True),
    sa.Column("quarter", sa.Integer, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, sa.ForeignKey("returns.seq"), nullable=False),
)
# The rows of one record table of one file of a return, as Arrow, not compressed: what is in it can be
# searched for.
KEPT_ROWS = sa.Table(
    "kept_rows",
    METADATA,
    sa.Column("seq", sa.Integer, sa.ForeignKey("returns.seq"), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
# Who did what and when; each row seals the one before it.
AUDIT = sa.Table(
    "audit",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    # In which role; NULL on the command line, and before there were roles.
    sa.Column("role", sa.Text, nullable=True),
)
# A return that was accepted by mistake and taken back: it stays, and governs nothing.
WITHDRAWN = sa.Table(
    "withdrawn",
    METADATA,
    sa.Column("seq", sa.Integer, sa.ForeignKey("returns.seq"), primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)
# The measures of a set of accepted returns under settings, worked out once. `data`: the results as Arrow,
# aggregates only.
RESULTS = sa.Table(
    "results",
    METADATA,
    sa.Column("made_of", sa.Text, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
)
# What was issued to the SVRP, frozen. `about`: of which returns, under which settings, by which software, as
# JSON; `shared`: the results as disclosure control let them out, which every later issue takes as known
# (NULL: issued before there was any).
ISSUES = sa.Table(
    "issues",
    METADATA,
    sa.Column("quarter", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("shared", sa.LargeBinary, nullable=True),
)
# What waits for a second person's word, at most one a quarter: what an issue would be, frozen. `person`: by
# which whoever proposed it is told from others; `facts`: the version of them of which it was made; `about`,
# `data` and `shared`: as in an issue; `digest` seals all else in the row.
PROPOSALS = sa.Table(
    "proposals",
    METADATA,
    sa.Column("quarter", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "who", "person", "facts", "about")),
    *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("data", "shared")),
    sa.Column("digest", sa.Text, nullable=False),
)
# Quarters whose figures no acceptance may move.
LOCKS = sa.Table(
    "locks",
    METADATA,
    sa.Column("quarter", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
)
# What arrived and is not accepted yet, or was sent back to its provider. Counts of problems, never their
# content.
RECEIPTS = sa.Table(
    "receipts",
    METADATA,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("programme", sa.Text, primary_key=True),
    sa.Column("provider", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("quarters", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("to_fix", sa.Integer, nullable=False),
    sa.Column("queried_at", sa.Text, nullable=True),
)
# Quarters before `before` whose rows about people are gone: their measures as they were, and which returns'
# rows went.
REDUCED = sa.Table(
    "reduced",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("before", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
)
# Whatever else is to be remembered, by name, as JSON: confirmed column mappings, how long rows are kept.
REMEMBERED = sa.Table(
    "remembered",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


# What a provider or the officer says of a measure in a quarter. A later one of the same author and role
# stands in its place; all are kept.
COMMENTS = sa.Table(
    "comments",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("quarter", sa.Integer, nullable=False),
    *_texts("ref", "role", "author", "at", "text"),
)
# One row per quarterly meeting. `attendance`: which seats came, as JSON: roles and agencies, never a person's
# name.
MEETINGS = sa.Table(
    "meetings",
    METADATA,
    sa.Column("quarter", sa.Integer, primary_key=True, autoincrement=False),
    *_texts("held_on", "place", "attendance", "at", "who"),
)
# `quarter`: of the meeting at which the action was agreed; it is carried forward until it is done or dropped.
ACTIONS = sa.Table(
    "actions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("quarter", sa.Integer, nullable=False),
    *_texts("words", "owner", "due", "ref", "activity", "at", "who", "state"),
    *(sa.Column(name, sa.Text, nullable=True) for name in ("closed_at", "closed_by", "why")),
)
# Key updates and decisions for the SVRP; of a decision, which agency owns it and by which day it is wanted.
RAISED = sa.Table(
    "raised",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("quarter", sa.Integer, nullable=False),
    *_texts("kind", "words", "at", "who"),
    *(sa.Column(name, sa.Text, nullable=True, info=LATER) for name in ("owner", "due")),
)
# How each recommendation stood, and by what evidence; the last row of each counts.
RECOMMENDATIONS = sa.Table(
    "recommendations",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *_texts("ref", "state", "evidence", "at", "who"),
)
# A row of a register as it was typed, and as it was after each change: the last of each `row` counts. `said`:
# by field, as JSON; null where the row was taken away.
REGISTER_ROWS = sa.Table(
    "register_rows",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("row", sa.Integer, nullable=False),
    *_texts("register", "said", "at", "who"),
)
# A table that somebody else published, as it was understood: `data`, JSON. The last of each kind counts.
PUBLISHED_TABLES = sa.Table(
    "published_tables",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *_texts("kind", "file", "edition", "source", "at", "who"),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
