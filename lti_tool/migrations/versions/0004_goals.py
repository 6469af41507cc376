"""The tables of `goals`."""

revision = "0004_goals"
down_revision = "0003_platforms"


def upgrade() -> None:
    """Filled in with the feature."""
