"""Look after academies that speak LTI 1.1: make a key and a secret, renew, close and remove."""

from dataclasses import dataclass, replace
from uuid import UUID

from foundation.database import Database
from foundation.identifiers import new_id, new_token
from foundation.problems import N_, NotFound, Unprocessable
from foundation.seals import Seal
from lti_tool.people.operations import board, school
from lti_tool.people.rules import Permission, Subject, Viewer, expect_may
from lti_tool.platforms.operations.keep_academies import looks_after
from lti_tool.platforms.rules.addresses import is_secure, origin_of
from lti_tool.platforms.rules.consumers import SEALED_FOR, Consumer
from lti_tool.platforms.storage import consumers
from lti_tool.shell.tool import Tool


class ConsumerUnknown(NotFound):
    text = N_("Deze academie met LTI 1.1 is hier niet bekend.")


class AddressUnsafe(Unprocessable):
    text = N_("Het adres van de academie moet met https:// beginnen.")


@dataclass(frozen=True, slots=True)
class NewConsumer:
    """`address`: any page of the academy; its site may show us in a frame."""

    board: int
    name: str
    address: str
    school_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """`secret` is shown this once; kept only under our seal."""

    consumer: Consumer
    secret: str


def add_consumer(tool: Tool, wish: NewConsumer) -> Shared:
    """Raises AddressUnsafe, BoardUnknown and SchoolUnknown."""
    origin = origin_of(wish.address)
    if origin is None or not is_secure(wish.address):
        raise AddressUnsafe
    tenant, secret = board(tool.database, wish.board).id, new_token()
    if wish.school_id:
        with tool.database.reading(tenant) as tx:
            school(tx, wish.school_id)
    sealed = seal_of(tool).close(secret)
    made = Consumer(
        new_id(), tenant, wish.name, new_token(12), sealed, origin, wish.school_id, is_open=True
    )
    with tool.database.writing(None) as tx:
        consumers.keep(tx, made)
    return Shared(made, secret)


def list_consumers(database: Database) -> list[Consumer]:
    with database.reading(None) as tx:
        return consumers.everything(tx)


def make_consumer(tool: Tool, viewer: Viewer, wish: NewConsumer) -> Shared:
    expect_may(viewer, Permission.CONNECT_ACADEMIES, Subject(board=wish.board))
    return add_consumer(tool, wish)


def consumers_of(tool: Tool, viewer: Viewer) -> list[Consumer]:
    return [one for one in list_consumers(tool.database) if looks_after(viewer, one.tenant)]


def consumer_of(tool: Tool, viewer: Viewer, consumer_id: UUID) -> Consumer:
    """Raises ConsumerUnknown, also where it is another board's."""
    for one in consumers_of(tool, viewer):
        if one.id == consumer_id:
            return one
    raise ConsumerUnknown


def turn_consumer(tool: Tool, viewer: Viewer, consumer_id: UUID, *, is_open: bool) -> None:
    """Let people in from there, or no longer; its secret goes on proving who somebody was."""
    _keep(tool, replace(consumer_of(tool, viewer, consumer_id), is_open=is_open))


def renew_secret(tool: Tool, viewer: Viewer, consumer_id: UUID) -> Shared:
    """From now on only the new one opens; the academy must be told."""
    known, secret = consumer_of(tool, viewer, consumer_id), new_token()
    changed = replace(known, sealed=seal_of(tool).close(secret))
    _keep(tool, changed)
    return Shared(changed, secret)


def remove_consumer(tool: Tool, viewer: Viewer, consumer_id: UUID) -> None:
    """Nobody comes in by it, and it proves nothing any more; people keep all that is theirs."""
    known = consumer_of(tool, viewer, consumer_id)
    with tool.database.writing(known.tenant) as tx:
        consumers.remove(tx, known.id)


def seal_of(tool: Tool) -> Seal:
    return Seal(tool.secret, SEALED_FOR)


def _keep(tool: Tool, consumer: Consumer) -> None:
    with tool.database.writing(None) as tx:
        consumers.keep(tx, consumer)
