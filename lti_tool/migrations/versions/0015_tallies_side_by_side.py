"""The sums of a month of a goal stand in one row, mode beside mode: nothing is left to add up."""

import sqlalchemy as sa
from alembic import op

from foundation.migrations import protect

revision = "0015_tallies_side_by_side"
down_revision = "0014_groups"

TABLE = "fact_tally"
INDEX = "ix_fact_tally_tenant_id_goal_id_month"
MODES = {
    "online": "online",
    "meeting": "bijeenkomst",
    "workplace": "werkplek",
    "informal": "informeel",
}
SUMS = {"times": "count", "seconds": "seconds", "timed": "timed"}
KEY = "tenant_id, school_id, goal_id, month, person_id"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")  # all tenants at once
    columns = ", ".join(
        f"SUM(CASE WHEN mode = '{word}' THEN {column} ELSE 0 END) AS {mode}_{name}"
        for name, column in SUMS.items()
        for mode, word in MODES.items()
    )
    kept = f"SELECT {KEY}, {columns} FROM {TABLE} GROUP BY {KEY}"  # noqa: S608  # words of our own
    op.execute(f"CREATE TEMPORARY TABLE kept_tally AS {kept}")
    op.drop_table(TABLE)
    op.create_table(
        TABLE,
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("school_id", sa.Uuid, primary_key=True),
        sa.Column("goal_id", sa.Uuid, primary_key=True),
        sa.Column("month", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        *(
            sa.Column(f"{mode}_{name}", sa.BigInteger, nullable=False)
            for name in SUMS
            for mode in MODES
        ),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO fact_tally SELECT * FROM kept_tally")
    op.drop_table("kept_tally")
    op.create_index(INDEX, TABLE, ["tenant_id", "goal_id", "month"])
    protect(op, TABLE)
