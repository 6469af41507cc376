"""Add providers, show them, and end their access."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from foundation.clock import Clock, now
from foundation.database import Database
from foundation.identifiers import new_id, new_token
from lrs import Scope, add_credential, withdraw_credential
from lti_tool.providers import storage
from lti_tool.providers.rules import (
    PUSHED_VERBS,
    InboundState,
    Provider,
    ProviderKnown,
    check_provider,
)


@dataclass(frozen=True, slots=True)
class Access:
    """A new provider's key and secret; the secret is shown this once."""

    provider: Provider
    key: str
    secret: str


@dataclass(frozen=True, slots=True)
class Overview:
    provider: Provider
    counts: dict[InboundState, int]


def add_provider(
    database: Database,
    tenant: int,
    name: str,
    homepage: str,
    prefixes: Sequence[str],
    clock: Clock = now,
) -> Access:
    """A provider that may push completions about activities below `prefixes`, and no more."""
    check_provider(homepage, prefixes)
    made = Provider(new_id(), name, homepage.rstrip("/"), new_token(16), withdrawn=None)
    with database.writing(tenant) as tx:
        if storage.by_homepages(tx, [made.homepage]):
            raise ProviderKnown(homepage=made.homepage)
        storage.add(tx, made)
    key, secret = add_credential(
        database,
        tenant,
        title=name,
        authority=made.authority,
        scopes=(Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE),
        activity_prefixes=tuple(prefixes),
        verbs=PUSHED_VERBS,
        key=made.key,
        clock=clock,
    )
    return Access(made, key, secret)


def list_providers(database: Database, tenant: int) -> list[Overview]:
    """The providers of a board, each with how many pushes stand in which state."""
    with database.reading(tenant) as tx:
        return [
            Overview(provider, storage.counts_by_state(tx, provider.id))
            for provider in storage.every(tx)
        ]


def withdraw_provider(
    database: Database, tenant: int, provider_id: UUID, clock: Clock = now
) -> Provider:
    """From now on it can push nothing; what it pushed stays."""
    with database.writing(tenant) as tx:
        provider = storage.find(tx, provider_id)
        storage.mark_withdrawn(tx, provider_id, clock())
    withdraw_credential(database, tenant, provider.key, clock)
    return provider
