"""Keep what is attached to statements, each content once."""

from collections.abc import Sequence

from foundation.database import Transaction
from lrs.rules.attached import missing_contents
from lrs.rules.attachments import Attached, Content
from lrs.rules.problems import AttachmentMissing
from lrs.storage import attachments, statements


def keep_contents(
    tx: Transaction, attached: Sequence[Attached], contents: Sequence[Content]
) -> None:
    """Refuse an attachment without content or fileUrl, unless that content is here already."""
    missing = missing_contents(attached, contents)
    if missing:
        statements.wait_for_turn(tx)
    here = attachments.known(tx, sorted(missing)) if missing else set()
    for sha2, place in missing.items():
        if sha2 not in here:
            raise AttachmentMissing(place=place, sha2=sha2)
    bring_contents(tx, contents)


def bring_contents(tx: Transaction, contents: Sequence[Content]) -> None:
    """In the writer's turn: a removal takes contents away that no statement speaks of yet."""
    if contents:
        statements.wait_for_turn(tx)
        attachments.keep(tx, contents)
