"""The tables of `blend`."""

revision = "0005_blend"
down_revision = "0004_goals"


def upgrade() -> None:
    """Filled in with the feature."""
