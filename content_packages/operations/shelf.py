"""What every operation on packages needs from outside, in one frozen value."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from content_packages.rules.packages import Package
from content_packages.rules.problems import UnknownPackage
from content_packages.rules.sessions import Session
from content_packages.rules.tincan_rules import TINCAN_FORMAT, context_of
from content_packages.storage import packages
from foundation.clock import Clock, now
from foundation.database import Database, Transaction
from lrs import Credential, RecordStore, Scope

OUR_ID = "content_packages"
"""The id of the credential under which we make the statements of a learning management system."""

AU_PREFIX = "cmi5:"
"""How the credential of a session begins; the session's id follows."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where packages stand and who keeps what is said in them.

    `content_url` is the public address of the content host; with `{package}` in it each package
    has a host of its own, and then even their browser storage is apart. `endpoint_url` is where
    units find the record store.
    """

    database: Database
    record_store: RecordStore
    folder: Path
    content_url: str
    endpoint_url: str
    clock: Clock = now

    def host_of(self, package_id: UUID) -> str:
        return self.content_url.replace("{package}", package_id.hex).rstrip("/")

    @property
    def is_apart(self) -> bool:
        """Whether each package has a host of its own."""
        return "{package}" in self.content_url

    @property
    def endpoint(self) -> str:
        """With a slash at the end: some units add `statements`, others `/statements`."""
        return self.endpoint_url.rstrip("/") + "/"

    def activity_of(self, package_id: UUID) -> str:
        """Our own activity id of a package; never the publisher's (cmi5 §8.1.5, §9.4)."""
        parts = urlsplit(self.endpoint_url)
        return f"{parts.scheme}://{parts.netloc}/packages/{package_id}"


def our_credential(store: RecordStore, tenant: int) -> Credential:
    return Credential(tenant, OUR_ID, _authority(store, OUR_ID), frozenset({Scope.ALL}))


def session_credential(store: RecordStore, tenant: int, session: Session) -> Credential:
    """What an auth-token may: write, and read back its own registration."""
    scopes = (Scope.STATEMENTS_WRITE, Scope.STATEMENTS_READ_MINE, Scope.STATE, Scope.PROFILE)
    return Credential(
        tenant,
        f"{AU_PREFIX}{session.id}",
        unit_authority(store),
        frozenset(scopes),
        registration=session.registration,
        context=context_of(session) if session.format == TINCAN_FORMAT else {},
        rehearses=session.preview,
    )


def unit_authority(store: RecordStore) -> dict[str, object]:
    """The same for all units, so that it tells their statements from everyone else's."""
    return _authority(store, "cmi5")


def _authority(store: RecordStore, name: str) -> dict[str, object]:
    return {"objectType": "Agent", "account": {"homePage": store.base, "name": name}}


def session_of(credential: Credential) -> UUID | None:
    """The session a credential belongs to, if it is one of ours."""
    given = credential.id
    return UUID(given.removeprefix(AU_PREFIX)) if given.startswith(AU_PREFIX) else None


def package_of(tx: Transaction, package_id: UUID) -> Package:
    found = packages.find(tx, package_id)
    if found is None:
        raise UnknownPackage
    return found
