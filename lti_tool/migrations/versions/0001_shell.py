"""The tables of `shell`."""

revision = "0001_shell"
down_revision = None


def upgrade() -> None:
    """Filled in with the feature."""
