"""The tables of `practice`."""

revision = "0006_practice"
down_revision = "0005_blend"


def upgrade() -> None:
    """Filled in with the feature."""
