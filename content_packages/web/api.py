"""The JSON API for who keeps packages: take in, renew, take away, launch, follow, waive, abandon.

It describes itself at `/api/packages/v1/openapi.json`.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import Flask, current_app, g, request

from content_packages.operations.abandon import abandon
from content_packages.operations.find_package import list_packages, show_package
from content_packages.operations.launch import launch
from content_packages.operations.read_progress import show_progress
from content_packages.operations.shelf import Shelf
from content_packages.operations.upload import Upload
from content_packages.operations.waive import waive
from content_packages.rules.launches import Launch, LaunchContext
from content_packages.rules.packages import Package
from content_packages.rules.problems import KeyMissing
from content_packages.rules.sessions import Progress
from content_packages.rules.zips import LIMITS
from content_packages.web.api_schemas import (
    ArrivalSchema,
    LaunchSchema,
    PackageSchema,
    ProgressSchema,
    WaivedSchema,
    WaiverSchema,
    WishSchema,
)
from foundation.web.json_api import JsonApi, JsonBlueprint
from lrs import Scope, recognise

View = TypeVar("View", bound=Callable[..., Any])

PREFIX = "/api/packages/v1"
HOW_TO = """
For who keeps content on the shelf of a board. Every call carries a key with the scope `packages`
and its secret as Basic authorization. A package that comes in is on offer for the teachers of the
board; one that breaks a rule is answered with 422 and all that is wrong with it, and nothing of it
is kept. A launch needs no login: whoever has its address plays as the actor that you name.
"""
LARGEST_JSON = 1024 * 1024
A_FILE = {"schema": {"type": "string", "format": "binary"}}
BODY = {"required": True, "content": {"application/zip": A_FILE, "text/xml": A_FILE}}

packages = JsonBlueprint("packages", __name__, description=HOW_TO)


@dataclass(frozen=True, slots=True)
class Counter:
    """What the product does where a package comes in, perhaps for another, or goes away."""

    take_in: Callable[[int, Upload, UUID | None], Package]
    take_away: Callable[[int, UUID], None]


def shelf() -> Shelf:
    found: Shelf = current_app.extensions["packages"]
    return found


def counter() -> Counter:
    found: Counter = current_app.extensions["packages-counter"]
    return found


def know_caller_first() -> None:
    """Who has no key hears so before what is wrong with her request."""
    taking_in = request.endpoint == "packages.take_in"
    request.max_content_length = LIMITS.zip_size if taking_in else LARGEST_JSON
    given = request.authorization
    if given is None or given.type != "basic" or not given.username or given.password is None:
        raise KeyMissing
    credential = recognise(shelf().record_store, given.username, given.password)
    credential.expect(Scope.PACKAGES)
    g.tenant = credential.tenant


packages.before_request(know_caller_first)


def call(rule: str, method: str) -> Callable[[View], View]:
    made: Callable[[View], View] = packages.route(rule, methods=[method])
    return made


@call("/packages", "GET")
@packages.answers(PackageSchema(many=True))
def every() -> list[Package]:
    """The packages of the board, the newest first."""
    return list_packages(shelf(), g.tenant)


@call("/packages", "POST")
@packages.described(requestBody=BODY)
@packages.takes(ArrivalSchema, location="query")
@packages.answers(PackageSchema(), 201)
def take_in(arrival: dict[str, Any]) -> Package:
    """Take in the file that is the body, new or for an older version; 422 names every fault."""
    with tempfile.NamedTemporaryFile() as kept:
        shutil.copyfileobj(request.stream, kept)
        kept.flush()
        name = arrival["filename"] or "package"
        upload = Upload(Path(kept.name), name, arrival["format"], arrival["minutes"])
        return counter().take_in(g.tenant, upload, arrival["replaces"])


@call("/packages/<uuid:package_id>", "GET")
@packages.answers(PackageSchema())
def one(package_id: UUID) -> Package:
    """One package with its units."""
    return show_package(shelf(), g.tenant, package_id)


@call("/packages/<uuid:package_id>", "DELETE")
@packages.answers(None, 204)
def take_away(package_id: UUID) -> None:
    """Take a package away that nobody chose or began in; else 409."""
    counter().take_away(g.tenant, package_id)


@call("/packages/<uuid:package_id>/units/<int:index>/launches", "POST")
@packages.takes(WishSchema)
@packages.answers(LaunchSchema(), 201)
def start(wish: dict[str, Any], package_id: UUID, index: int) -> dict[str, object]:
    """Launch a unit for an actor; a session that is still open in the registration ends."""
    registration = wish["registration"] or uuid4()
    context = LaunchContext(grouping=wish["grouping"], language=wish["language"])
    made: Launch = launch(
        shelf(),
        g.tenant,
        package_id,
        index,
        wish["actor"],
        registration,
        context,
        wish["mode"],
        wish["return_url"],
    )
    return {
        "url": made.url,
        "session_id": made.session_id,
        "registration": registration,
        "window": made.window,
    }


@call("/registrations/<uuid:registration>", "GET")
@packages.answers(ProgressSchema())
def progress(registration: UUID) -> Progress:
    """How far a registration is, unit by unit."""
    return show_progress(shelf(), g.tenant, registration)


@call("/registrations/<uuid:registration>/units/<int:index>/waivers", "POST")
@packages.takes(WaiverSchema)
@packages.answers(WaivedSchema(), 201)
def let_off(wish: dict[str, str], registration: UUID, index: int) -> dict[str, UUID]:
    """Waive a unit: it counts as satisfied, for the reason you give."""
    return {"session": waive(shelf(), g.tenant, registration, index, wish["reason"])}


@call("/sessions/<uuid:session_id>", "DELETE")
@packages.answers(None, 204)
def give_up(session_id: UUID) -> None:
    """Abandon a session: from here on nothing is taken from it."""
    abandon(shelf(), g.tenant, session_id)


def install_packages_api(app: Flask, shelf: Shelf, counter: Counter) -> None:
    """Hang the API into the app, with its description."""
    app.extensions["packages"] = shelf
    app.extensions["packages-counter"] = counter
    app.config |= {
        "PACKAGES_API_TITLE": "Leerspoor for packages",
        "PACKAGES_API_VERSION": "1",
        "PACKAGES_OPENAPI_VERSION": "3.1.0",
        "PACKAGES_OPENAPI_URL_PREFIX": PREFIX,
    }
    api = JsonApi(app, config_prefix="PACKAGES_")
    api.spec.components.security_scheme("basic", {"type": "http", "scheme": "basic"})
    api.spec.options["security"] = [{"basic": []}]
    api.register_blueprint(packages, url_prefix=PREFIX)
