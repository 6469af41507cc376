"""The tables of `platforms`."""

revision = "0003_platforms"
down_revision = "0002_people"


def upgrade() -> None:
    """Filled in with the feature."""
