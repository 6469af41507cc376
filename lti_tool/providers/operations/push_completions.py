"""What the JSON API does: push, look up and take back completions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from foundation.database import Transaction
from foundation.turns import take_turn
from lrs import Credential, find_statement, recognise, store_within, void_within
from lti_tool.people.rules import mbox_sha1sum
from lti_tool.profile.rules import Json
from lti_tool.providers import storage
from lti_tool.providers.rules import (
    LIVE,
    Completion,
    CompletionUnknown,
    Inbound,
    InboundState,
    KeyMissing,
    NotAProvider,
    Provider,
    PushRejected,
    RevisionSaysElse,
    faults_of,
    is_new,
    says_the_same,
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

    id: UUID
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
    tool: Tool, caller: Caller, completions: Sequence[Completion], field: str = ""
) -> list[Receipt]:
    """Take in these completions: all of them, or none.

    `field` is where they stood in the body ("completions.{number}."), to name what is wrong.
    """
    prefixes = caller.credential.activity_prefixes
    faults = [
        fault
        for number, completion in enumerate(completions)
        for fault in faults_of(prefixes, completion, field.format(number=number))
    ]
    if faults:
        raise PushRejected(errors=faults)
    with tool.database.writing(caller.credential.tenant) as tx:
        take_turn(tx, f"provider {caller.provider.id}")
        return [_push(tx, tool, caller, completion) for completion in completions]


def _push(tx: Transaction, tool: Tool, caller: Caller, completion: Completion) -> Receipt:
    previous = storage.newest(tx, caller.provider.id, completion.reference)
    made = statement_of(completion, caller.provider)
    if previous and not is_new(previous, completion.revision):
        return _repeated(tx, previous, completion, made)
    store_within(tx, tool.record_store, caller.credential, [made])
    arrived = _newest(tx, caller, completion.reference)
    if completion.email and arrived.state is InboundState.PERSON_UNKNOWN:
        storage.remember_address(tx, arrived.id, mbox_sha1sum(completion.email))
    return _receipt(arrived, new=True)


def _repeated(tx: Transaction, previous: Inbound, completion: Completion, made: Json) -> Receipt:
    """The revision we have says the same, or it is a conflict; an older one no longer matters."""
    if completion.revision < previous.revision:
        old = replace(previous, revision=completion.revision, state=InboundState.DUPLICATE)
        return _receipt(old, new=False)
    held = find_statement(tx, previous.statement_id)
    if held and not says_the_same(made, held.body, held.timestamp):
        raise RevisionSaysElse(reference=completion.reference, revision=completion.revision)
    return _receipt(previous, new=False)


def pushes_of(
    tool: Tool, caller: Caller, state: InboundState | None, after: UUID | None, limit: int
) -> list[Receipt]:
    """Everything the caller pushed, in the order in which it came; `after` is a receipt's id."""
    with tool.database.reading(caller.credential.tenant) as tx:
        found = storage.pushed_by(tx, caller.provider.id, state, after, limit)
    return [_receipt(arrived, new=False) for arrived in found]


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
    if "\0" in reference:  # PostgreSQL cannot even look for it
        raise CompletionUnknown(reference=reference)
    arrived = storage.newest(tx, caller.provider.id, reference)
    if arrived is None:
        raise CompletionUnknown(reference=reference)
    return arrived


def _receipt(arrived: Inbound, *, new: bool) -> Receipt:
    return Receipt(
        id=arrived.id,
        reference=arrived.reference,
        revision=arrived.revision,
        state=arrived.state,
        statement_id=arrived.statement_id,
        new=new,
    )
