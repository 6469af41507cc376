"""The pages where modules are put on offer, renewed and taken away."""

from collections.abc import Iterable
from typing import BinaryIO, cast
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from content_packages import FORMATS, Fault, PackageInUse, PackageRefused, Upload
from foundation.language import gettext as _
from foundation.language import translated
from foundation.problems import Problem
from lti_tool.blend.operations.modules import (
    look_at,
    offer_module,
    offer_unit,
    remove_module,
    replace_module,
    show_modules,
    show_on_shelf,
)
from lti_tool.blend.rules.problems import ModuleInUse
from lti_tool.blend.web.blueprint import pages
from lti_tool.blend.web.forms import minutes_of, unit_of
from lti_tool.blend.web.opened import opened
from lti_tool.people.rules import Permission, may_enter
from lti_tool.people.web import open_to, viewer
from lti_tool.shell.web import page, tool

LARGEST_UPLOAD = 1024 * 1024 * 1024
UPLOADS = ("blend.add_module", "blend.renew_module")


def make_room_for_packages() -> None:
    """Before anything of the body is read: a package may be larger than a form."""
    if request.endpoint in UPLOADS:
        request.max_content_length = LARGEST_UPLOAD


@pages.get("/modules")
@open_to(Permission.LOOK_AT_MODULES)
def modules() -> ResponseReturnValue:
    return _shelf()


@pages.post("/modules")
@open_to(Permission.OFFER_MODULES)
def add_module() -> ResponseReturnValue:
    package = offer_module(tool(), viewer(), _upload())
    return redirect(url_for("blend.module", package_id=package.id), 303)


@pages.get("/modules/<uuid:package_id>")
@open_to(Permission.LOOK_AT_MODULES)
def module(package_id: UUID) -> ResponseReturnValue:
    return _one(package_id)


@pages.post("/modules/<uuid:package_id>/bekijk")
@open_to(Permission.LOOK_AT_MODULES)
def look_at_unit(package_id: UUID) -> ResponseReturnValue:
    """Nobody is followed: what happens in the unit is recorded nowhere."""
    position = unit_of(request.form.get("deel", "0"))
    back = tool().tool_url + url_for("finished.look_over")
    shown, launched = look_at(tool(), viewer(), package_id, position, back)
    unit = shown.package.unit(position)
    return page(
        "blend/look.html", shown=shown, unit=unit, opened=opened(launched.url, embeds=unit.embeds)
    )


@pages.post("/modules/<uuid:package_id>/versie")
@open_to(Permission.OFFER_MODULES)
def renew_module(package_id: UUID) -> ResponseReturnValue:
    package = replace_module(tool(), viewer(), package_id, _upload())
    return redirect(url_for("blend.module", package_id=package.id), 303)


@pages.post("/modules/<uuid:package_id>/deel")
@open_to(Permission.OFFER_MODULES)
def offer_one_unit(package_id: UUID) -> ResponseReturnValue:
    offer_unit(tool(), viewer(), package_id, minutes_of(request.form.get("deel")) or 0)
    return redirect(url_for("blend.module", package_id=package_id), 303)


@pages.post("/modules/<uuid:package_id>/weg")
@open_to(Permission.OFFER_MODULES)
def take_module_away(package_id: UUID) -> ResponseReturnValue:
    remove_module(tool(), viewer(), package_id)
    return redirect(url_for("blend.modules"), 303)


@pages.errorhandler(PackageRefused)
def say_what_is_wrong(refused: PackageRefused) -> ResponseReturnValue:
    """The page it was handed in on, with every fault."""
    package_id = (request.view_args or {}).get("package_id")
    told = told_faults(refused.faults)
    return (_one(package_id, faults=told) if package_id else _shelf(faults=told)), 422


@pages.errorhandler(ModuleInUse)
@pages.errorhandler(PackageInUse)
def say_it_is_in_use(problem: Problem) -> ResponseReturnValue:
    return _one((request.view_args or {})["package_id"], mistake=translated(problem)), 409


def told_faults(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Each fault in the language of the page: what is wrong, where, and what to do."""
    return [
        {
            "rule": one.rule,
            "message": _(one.said.text).format(**one.details),
            "advice": _(one.said.advice),
            "where": ", ".join(part for part in (one.file, one.place) if part),
        }
        for one in faults
    ]


def _upload() -> Upload:
    """A form without a file is one with an empty file: the rules say so."""
    file = request.files.get("pakket")
    wished = request.form.get("formaat", "")
    known = {one.name for one in FORMATS}
    return Upload(
        cast("BinaryIO", file.stream) if file else b"",
        (file.filename or "")[:200] if file else "",
        wished if wished in known else "",
        minutes_of(request.form.get("minuten")),
    )


def _formats() -> list[tuple[str, str]]:
    chosen = [("", _("Zoek het zelf uit"))]
    return chosen + [(one.name, one.title) for one in FORMATS]


def _shelf(**told: object) -> str:
    shelf = show_modules(tool(), viewer())
    return page("blend/modules.html", shelf=shelf, formats=_formats(), offers=_offers(), **told)


def _one(package_id: UUID, **told: object) -> str:
    shown = show_on_shelf(tool(), viewer(), package_id)
    return page("blend/module.html", shown=shown, formats=_formats(), offers=_offers(), **told)


def _offers() -> bool:
    return may_enter(viewer(), Permission.OFFER_MODULES)
