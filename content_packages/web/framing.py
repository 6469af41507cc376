"""Which sites may show what stands on the content host in a frame."""

from collections.abc import Callable, Sequence

from content_packages.rules.files import framing_policy

FramedBy = Callable[[int], Sequence[str]]
"""The sites that may show a tenant's content in a frame."""


def framing(framed_by: FramedBy | None, tenant: int) -> str:
    """For a file of a package, which our own player frames too. Without `framed_by`: nobody."""
    return framing_policy(("'self'", *framed_by(tenant)) if framed_by else ())
