"""Academies and the places in them; an academy is found before we know whose it is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from foundation.database import Transaction, metadata, mine, row_as, rows_as, tenant_table, upsert
from lti_tool.platforms.rules.registrations import Deployment, DeploymentState, Registration

registrations = sa.Table(
    "lti_registration",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("tenant", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("client_id", sa.Text, nullable=False),
    sa.Column("auth_url", sa.Text, nullable=False),
    sa.Column("token_url", sa.Text),
    sa.Column("token_audience", sa.Text),
    sa.Column("jwks_url", sa.Text, nullable=False),
    sa.Column("frame_origins", sa.JSON, nullable=False),
    sa.Column("default_school_id", sa.Uuid),
    sa.Column("accept_new_deployments", sa.Boolean, nullable=False),
    sa.Column("report_scores", sa.Boolean, nullable=False),
    sa.UniqueConstraint("issuer", "client_id"),
)
deployments = tenant_table(
    "lti_deployment",
    sa.Column("registration_id", sa.Uuid, primary_key=True),
    sa.Column("deployment_id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("school_id", sa.Uuid),
    sa.ForeignKeyConstraint(["tenant_id", "school_id"], ["school.tenant_id", "school.id"]),
)


def keep(tx: Transaction, registration: Registration) -> None:
    """Add an academy, or renew what we know of it."""
    names: Iterable[str] = registrations.c.keys()
    values = {name: getattr(registration, name) for name in names}
    upsert(tx, registrations, {**values, "frame_origins": list(registration.frame_origins)}, ["id"])


def of_issuer(tx: Transaction, issuer: str) -> list[Registration]:
    """All registrations of one academy: it may know us by several client ids."""
    return rows_as(_registration, tx.execute(_OF_ISSUER, {"issuer": issuer}).all())


def find(tx: Transaction, registration_id: UUID) -> Registration | None:
    return row_as(_registration, tx.execute(_FIND, {"id": registration_id}).first())


_OF_ISSUER = (
    sa.select(registrations)
    .where(registrations.c.issuer == sa.bindparam("issuer"))
    .order_by(registrations.c.client_id)
)
_FIND = sa.select(registrations).where(registrations.c.id == sa.bindparam("id"))
"""Every launch asks both, so they are built once."""


def everything(tx: Transaction) -> list[Registration]:
    return _registrations(tx, sa.select(registrations).order_by(registrations.c.name))


def remove(tx: Transaction, registration_id: UUID) -> None:
    """The academy with all its places."""
    tx.execute(
        sa.delete(deployments).where(
            mine(tx, deployments), deployments.c.registration_id == registration_id
        )
    )
    tx.execute(sa.delete(registrations).where(registrations.c.id == registration_id))


def _registrations(tx: Transaction, query: sa.Select[Any]) -> list[Registration]:
    return rows_as(_registration, tx.execute(query).all())


def _registration(frame_origins: list[str], **values: Any) -> Registration:
    return Registration(frame_origins=tuple(frame_origins), **values)


def keep_deployment(tx: Transaction, deployment: Deployment) -> None:
    names: Iterable[str] = [name for name in deployments.c.keys() if name != "tenant_id"]  # noqa: SIM118
    values = {name: getattr(deployment, name) for name in names}
    upsert(tx, deployments, values, ["registration_id", "deployment_id"])


def find_deployment(
    tx: Transaction, registration_id: UUID, deployment_id: str
) -> Deployment | None:
    named = deployments.c.deployment_id == deployment_id
    return next(iter(_deployments(tx, registration_id, named)), None)


def remove_deployment(tx: Transaction, registration_id: UUID, deployment_id: str) -> None:
    tx.execute(
        sa.delete(deployments).where(
            mine(tx, deployments),
            deployments.c.registration_id == registration_id,
            deployments.c.deployment_id == deployment_id,
        )
    )


def deployments_of(tx: Transaction, registration_id: UUID) -> list[Deployment]:
    return _deployments(tx, registration_id)


def _deployments(
    tx: Transaction, registration_id: UUID, *conditions: sa.ColumnElement[bool]
) -> list[Deployment]:
    query = (
        sa.select(deployments)
        .where(mine(tx, deployments), deployments.c.registration_id == registration_id, *conditions)
        .order_by(deployments.c.deployment_id)
    )
    return rows_as(_deployment, tx.execute(query).all())


def _deployment(state: str, **values: Any) -> Deployment:
    return Deployment(state=DeploymentState(state), **values)
