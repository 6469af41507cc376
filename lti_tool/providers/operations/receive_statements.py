"""The one way in: whatever a provider pushes, by API or as statements, passes through here.

Both functions are hooks of the record store and run inside the transaction that stores.
"""

from collections.abc import Sequence
from uuid import UUID

from foundation.database import Transaction, tenant_of
from foundation.identifiers import new_id
from lrs import Credential, Scope, Statement, find_statement, void_within
from lti_tool.people.operations import people_behind_accounts, people_behind_mboxes
from lti_tool.people.rules import AliasKind
from lti_tool.providers import storage
from lti_tool.providers.rules import (
    COMPLETING,
    LIVE,
    Inbound,
    InboundState,
    Learner,
    NotYourStatement,
    Provider,
    expect_kept_easily,
    expect_own_learner,
    is_new,
    learner_in,
    reference_in,
    title_in,
)
from lti_tool.shell.tool import Tool


def admit_pushes(tx: Transaction, credential: Credential, batch: Sequence[Statement]) -> None:
    """Admit-hook: a provider speaks of its own learners, and takes back only its own words."""
    if not credential.activity_prefixes:
        return  # every provider has some; the others are not asked after
    provider = storage.by_key(tx, credential.id)
    if provider is None:
        return
    together = {statement.id for statement in batch}
    for number, statement in enumerate(batch):
        if statement.voids:
            _expect_own_words(tx, credential, statement.voids, together)
            continue
        expect_kept_easily(number, statement.body)
        expect_own_learner(number, statement.body, provider.homepage, credential.activity_prefixes)


def _expect_own_words(
    tx: Transaction, credential: Credential, target_id: UUID, together: set[UUID]
) -> None:
    target = find_statement(tx, target_id)
    is_own = target.authority == credential.authority if target else target_id in together
    if not is_own:
        raise NotYourStatement(id=target_id)


def receive_statements(tx: Transaction, tool: Tool, fresh: Sequence[Statement]) -> None:
    """Stored-hook: put each pushed completion in its place."""
    pushed = _by_provider(tx, fresh)
    for statement, provider in pushed:
        if statement.voids:
            _take_back(tx, statement.voids)
        elif statement.verb in COMPLETING:
            _receive(tx, tool, provider, statement)


def _by_provider(tx: Transaction, fresh: Sequence[Statement]) -> list[tuple[Statement, Provider]]:
    homepages = {home for statement in fresh if (home := _homepage(statement))}
    known = storage.by_homepages(tx, sorted(homepages)) if homepages else {}
    return [
        (statement, provider)
        for statement in fresh
        if (provider := known.get(_homepage(statement) or ""))
        and statement.body["authority"] == provider.authority
    ]


def _homepage(statement: Statement) -> str | None:
    account = statement.body.get("authority", {}).get("account", {})
    homepage = account.get("homePage")
    return homepage if isinstance(homepage, str) else None


def _take_back(tx: Transaction, statement_id: UUID) -> None:
    arrived = storage.of_statement(tx, statement_id)
    if arrived and arrived.state in LIVE:
        storage.change_state(tx, arrived.id, InboundState.WITHDRAWN)


def _receive(tx: Transaction, tool: Tool, provider: Provider, statement: Statement) -> None:
    learner = learner_in(statement.actor)
    if learner is None:
        return
    reference, revision = reference_in(statement.body)
    previous = storage.newest(tx, provider.id, reference)
    if not is_new(previous, revision):
        _set_aside(tx, tool, provider, statement, learner, reference, revision)
        return
    if previous and previous.state in LIVE:
        _void(tx, tool, provider, previous.statement_id)
        storage.change_state(tx, previous.id, InboundState.CORRECTED)
    person_known = _is_known(tx, tool, learner)
    state = InboundState.PROCESSED if person_known else InboundState.PERSON_UNKNOWN
    _keep(tx, tool, provider, statement, learner, reference, revision, state)


def _set_aside(
    tx: Transaction,
    tool: Tool,
    provider: Provider,
    statement: Statement,
    learner: Learner,
    reference: str,
    revision: int,
) -> None:
    """A repetition under another id: it must not count beside the first."""
    _void(tx, tool, provider, statement.id)
    state = InboundState.DUPLICATE
    _keep(tx, tool, provider, statement, learner, reference, revision, state)


def _keep(
    tx: Transaction,
    tool: Tool,
    provider: Provider,
    statement: Statement,
    learner: Learner,
    reference: str,
    revision: int,
    state: InboundState,
) -> None:
    arrived = Inbound(
        id=new_id(),
        provider_id=provider.id,
        reference=reference,
        revision=revision,
        state=state,
        statement_id=statement.id,
        learner_kind=learner.kind,
        learner_issuer=learner.issuer,
        learner_subject=learner.subject,
        mbox_sha1sum=_address_to_ask(learner, state),
        title=title_in(statement.body),
        received=tool.clock(),
    )
    storage.keep(tx, arrived)


def _void(tx: Transaction, tool: Tool, provider: Provider, statement_id: UUID) -> None:
    """Take back in the provider's own name: only the author of a statement voids it."""
    scopes = frozenset({Scope.STATEMENTS_WRITE})
    author = Credential(tenant_of(tx), provider.key, provider.authority, scopes)
    void_within(tx, tool.record_store, author, statement_id)


def _is_known(tx: Transaction, tool: Tool, learner: Learner) -> bool:
    if learner.kind is AliasKind.MBOX:
        return bool(people_behind_mboxes(tx, [learner.subject]))
    pair = (learner.issuer, learner.subject)
    return bool(people_behind_accounts(tx, tool.tool_url, [pair]))


def _address_to_ask(learner: Learner, state: InboundState) -> str | None:
    waits = state is InboundState.PERSON_UNKNOWN
    return learner.subject if waits and learner.kind is AliasKind.MBOX else None
