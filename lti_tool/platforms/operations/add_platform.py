"""Register an academy, or renew what we know of it; and show the ones there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, pre_load, validate

from foundation.database import Database, Transaction
from foundation.identifiers import new_id
from foundation.problems import N_, Conflict, Unprocessable
from lti_tool.people.operations import board, schools_of_board
from lti_tool.people.rules import School
from lti_tool.platforms.rules.addresses import is_secure, origin_of
from lti_tool.platforms.rules.registrations import Deployment, DeploymentState, Registration
from lti_tool.platforms.rules.tokens import is_storable
from lti_tool.platforms.storage import registrations


class PlatformFileWrong(Unprocessable):
    text = "The registration does not hold: {faults}."


class PlatformTaken(Conflict):
    text = N_("Een ander bestuur heeft {issuer} met client id {client_id} al aangemeld.")


@dataclass(frozen=True, slots=True)
class KnownPlatform:
    registration: Registration
    deployments: tuple[Deployment, ...]


def _web_address(value: str) -> None:
    if origin_of(value) is None:
        raise ValidationError("is not a web address")
    if not is_secure(value):
        raise ValidationError("must begin with https://")


ID = validate.Length(1, 255)


class DeploymentSchema(Schema):
    id = fields.String(required=True, validate=ID)
    school = fields.String()
    state = fields.Enum(DeploymentState, by_value=True, load_default=DeploymentState.OPEN)


class PlatformSchema(Schema):
    """The file of `leerspoor platforms add`; explained in docs/launch.md."""

    board = fields.Integer(required=True, strict=True)
    name = fields.String(required=True, validate=ID)
    issuer = fields.String(required=True, validate=ID)
    client_id = fields.String(required=True, validate=ID)
    auth_url = fields.String(required=True, validate=_web_address)
    jwks_url = fields.String(required=True, validate=_web_address)
    token_url = fields.String(load_default=None, validate=_web_address)
    token_audience = fields.String(load_default=None, validate=ID)
    frame_origins = fields.List(fields.String(validate=_web_address))
    school = fields.String()
    accept_new_deployments = fields.Boolean(load_default=False)
    report_scores = fields.Boolean(load_default=False)
    deployments = fields.List(fields.Nested(DeploymentSchema), load_default=list)

    @pre_load
    def be_storable(self, raw: Any, **_: Any) -> Any:
        if not is_storable(raw):
            raise ValidationError("holds a character that can't be kept")
        return raw


def add_platform(database: Database, raw: Any) -> Registration:
    """Take the JSON of a registration file. Raises PlatformFileWrong with all its faults.

    The same issuer and client id again renews the registration; deployments that the file
    names are added or changed, others stay as they are.
    """
    checked = _checked(raw)
    tenant = board(database, checked["board"]).id
    with database.writing(tenant) as tx:
        schools = _schools(tx, checked)
        made = _registration(_known_id(tx, tenant, checked), tenant, checked, schools)
        registrations.keep(tx, made)
        for place in checked["deployments"]:
            school_id = schools.get(place.get("school"), made.default_school_id)
            registrations.keep_deployment(
                tx, Deployment(made.id, place["id"], place["state"], school_id)
            )
    return made


def list_platforms(database: Database) -> list[KnownPlatform]:
    """All academies with their deployments, also those that wait to be opened."""
    with database.reading(None) as tx:
        known = registrations.everything(tx)
    return [KnownPlatform(one, tuple(_deployments(database, one))) for one in known]


def _deployments(database: Database, registration: Registration) -> list[Deployment]:
    with database.reading(registration.tenant) as tx:
        return registrations.deployments_of(tx, registration.id)


def _checked(raw: Any) -> dict[str, Any]:
    try:
        return dict(PlatformSchema().load(raw))
    except ValidationError as invalid:
        raise PlatformFileWrong(faults="; ".join(_told(invalid.messages))) from invalid


def _told(messages: Any, place: str = "") -> Iterator[str]:
    """`deployments.0.id: Missing data for required field.`, one text per fault."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            shown = "" if name == "_schema" else f"{place}.{name}".lstrip(".")
            yield from _told(inner, shown or place)
    else:
        yield from (f"{place}: {text}".removeprefix(": ").rstrip(".") for text in messages)


def _schools(tx: Transaction, checked: dict[str, Any]) -> dict[str | None, UUID]:
    """The schools the file names, by id, BRIN or name."""
    wanted = {checked.get("school"), *(place.get("school") for place in checked["deployments"])}
    known = schools_of_board(tx)
    found = {text: one for text in wanted if text and (one := _school(known, text))}
    if unknown := sorted(text for text in wanted if text and text not in found):
        told = [f"school: the board has no school {text!r}" for text in unknown]
        raise PlatformFileWrong(faults="; ".join(told))
    return dict(found)


def _school(known: list[School], text: str) -> UUID | None:
    return next((one.id for one in known if text in (str(one.id), one.brin, one.name)), None)


def _known_id(tx: Transaction, tenant: int, checked: dict[str, Any]) -> UUID:
    for one in registrations.of_issuer(tx, checked["issuer"]):
        if one.client_id == checked["client_id"]:
            if one.tenant != tenant:
                raise PlatformTaken(issuer=one.issuer, client_id=one.client_id)
            return one.id
    return new_id()


def _registration(
    registration_id: UUID, tenant: int, checked: dict[str, Any], schools: dict[str | None, UUID]
) -> Registration:
    asked = checked.get("frame_origins", [checked["issuer"], checked["auth_url"]])
    origins = [origin for address in asked if (origin := origin_of(address))]
    return Registration(
        id=registration_id,
        tenant=tenant,
        frame_origins=tuple(dict.fromkeys(origins)),
        default_school_id=schools.get(checked.get("school")),
        **{name: checked[name] for name in COPIED},
    )


COPIED = (
    "name",
    "issuer",
    "client_id",
    "auth_url",
    "token_url",
    "token_audience",
    "jwks_url",
    "accept_new_deployments",
    "report_scores",
)
