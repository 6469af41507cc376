"""What the players of other formats need, what a package tells of itself, and its versions."""

import sqlalchemy as sa
from alembic import op

revision = "0002_formats_and_versions"
down_revision = "0001_content_packages"


def upgrade() -> None:
    for column in (
        sa.Column("keywords", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("minutes", sa.Integer),
        sa.Column("play", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("replaces", sa.Uuid),
    ):
        op.add_column("content_package", column)
    for column in (
        sa.Column("objectives", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("play", sa.JSON, nullable=False, server_default="{}"),
    ):
        op.add_column("content_unit", column)
