"""The tables of `evidence`."""

revision = "0007_evidence"
down_revision = "0006_practice"


def upgrade() -> None:
    """Filled in with the feature."""
