"""The tables of `providers`."""

revision = "0008_providers"
down_revision = "0007_evidence"


def upgrade() -> None:
    """Filled in with the feature."""
