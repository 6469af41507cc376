"""The tables of `people`."""

revision = "0002_people"
down_revision = "0001_shell"


def upgrade() -> None:
    """Filled in with the feature."""
