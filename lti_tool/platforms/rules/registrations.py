"""What we know of an academy: its registration, and the places in it that open the tool."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Registration:
    """An academy (issuer) that knows us as `client_id`; belongs to one board."""

    id: UUID
    tenant: int
    name: str
    issuer: str
    client_id: str
    auth_url: str
    token_url: str | None
    token_audience: str | None
    jwks_url: str
    frame_origins: tuple[str, ...]
    default_school_id: UUID | None
    accept_new_deployments: bool
    report_scores: bool

    @property
    def people_issuer(self) -> str:
        """Together with the claim `sub` this names a person: never an e-mail address.

        Academies may give each of their tools other names for people, so it holds both.
        """
        return people_issuer(self.issuer, self.client_id)

    @property
    def audience(self) -> str | None:
        """What the academy wants to read as `aud` when we ask for an access token."""
        return self.token_audience or self.token_url


def people_issuer(issuer: str, client_id: str) -> str:
    """No address holds a space, so the pair can't be confused with another."""
    return f"{issuer} {client_id}"


class DeploymentState(StrEnum):
    OPEN = "open"
    PENDING = "pending"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Deployment:
    """One place in an academy; newcomers from there belong to `school_id`."""

    registration_id: UUID
    deployment_id: str
    state: DeploymentState
    school_id: UUID | None
