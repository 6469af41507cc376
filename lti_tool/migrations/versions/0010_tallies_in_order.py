"""On SQLite the sums lie in the order of their key, so that a dashboard reads them in one go."""

import sqlalchemy as sa
from alembic import op

revision = "0010_tallies_in_order"
down_revision = "0009_loose_facts"

TABLE = "fact_tally"
INDEX = "ix_fact_tally_tenant_id_goal_id_month"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.drop_index(INDEX, TABLE)
    op.rename_table(TABLE, "loose_tally")
    op.create_table(
        TABLE,
        sa.Column("tenant_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("school_id", sa.Uuid, primary_key=True),
        sa.Column("goal_id", sa.Uuid, primary_key=True),
        sa.Column("month", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("mode", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("seconds", sa.BigInteger, nullable=False),
        sa.Column("timed", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO fact_tally SELECT * FROM loose_tally")
    op.drop_table("loose_tally")
    op.create_index(INDEX, TABLE, ["tenant_id", "goal_id", "month"])
