"""What the JSON API does: push, look up and take back completions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from foundation.database import Transaction, take_turn
from lrs import Credential, recognise, store_within, void_within
from lti_tool.people.rules import AliasKind, mbox_sha1sum
from lti_tool.providers import storage
from lti_tool.providers.operations.receive_statements import ask_whose
from lti_tool.providers.rules import (
    LIVE,
    Completion,
    CompletionUnknown,
    Inbound,
    InboundState,
    KeyMissing,
    Learner,
    NotAProvider,
    Provider,
    is_new,
    statement_of,
)
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Caller:
    """A provider that showed its key and secret."""

    credential: Credential
    provider: Provider


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one push. `new` is false where it repeated what we had."""

    reference: str
    revision: int
    state: InboundState
    statement_id: UUID
    new: bool


def let_in(tool: Tool, key: str | None, secret: str | None) -> Caller:
    """Who calls; the same key and secret as for statements."""
    if not key or secret is None:
        raise KeyMissing
    credential = recognise(tool.record_store, key, secret)
    with tool.database.reading(credential.tenant) as tx:
        provider = storage.by_key(tx, credential.id)
    if provider is None:
        raise NotAProvider
    return Caller(credential, provider)


def push_completions(
    tool: Tool, caller: Caller, completions: Sequence[Completion]
) -> list[Receipt]:
    """Take in these completions: all of them, or none."""
    with tool.database.writing(caller.credential.tenant) as tx:
        take_turn(tx, f"provider {caller.provider.id}")
        return [_push(tx, tool, caller, completion) for completion in completions]


def _push(tx: Transaction, tool: Tool, caller: Caller, completion: Completion) -> Receipt:
    previous = storage.newest(tx, caller.provider.id, completion.reference)
    if previous and not is_new(previous, completion.revision):
        return _receipt(previous, new=False)
    made = statement_of(completion, caller.provider)
    store_within(tx, tool.record_store, caller.credential, [made])
    if completion.account and completion.email:
        learner = Learner(AliasKind.ACCOUNT, caller.provider.homepage, completion.account)
        _ask_where_unknown(tx, caller, completion, learner)
    return _receipt(_newest(tx, caller, completion.reference), new=True)


def _ask_where_unknown(
    tx: Transaction, caller: Caller, completion: Completion, learner: Learner
) -> None:
    """The address came beside the account: a reason to ask, and not kept."""
    arrived = _newest(tx, caller, completion.reference)
    if arrived.state is InboundState.PERSON_UNKNOWN:
        ask_whose(tx, learner, mbox_sha1sum(completion.email or ""))


def status_of(tool: Tool, caller: Caller, reference: str) -> Receipt:
    with tool.database.reading(caller.credential.tenant) as tx:
        return _receipt(_newest(tx, caller, reference), new=False)


def withdraw_completion(tool: Tool, caller: Caller, reference: str) -> Receipt:
    """Void what was pushed under this reference; a second time changes nothing."""
    with tool.database.writing(caller.credential.tenant) as tx:
        take_turn(tx, f"provider {caller.provider.id}")
        arrived = _newest(tx, caller, reference)
        if arrived.state in LIVE:
            void_within(tx, tool.record_store, caller.credential, arrived.statement_id)
        return _receipt(_newest(tx, caller, reference), new=arrived.state in LIVE)


def _newest(tx: Transaction, caller: Caller, reference: str) -> Inbound:
    arrived = storage.newest(tx, caller.provider.id, reference)
    if arrived is None:
        raise CompletionUnknown(reference=reference)
    return arrived


def _receipt(arrived: Inbound, *, new: bool) -> Receipt:
    return Receipt(arrived.reference, arrived.revision, arrived.state, arrived.statement_id, new)
