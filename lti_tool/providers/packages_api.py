"""The JSON API by which a machine puts modules on offer, renews them and takes them away."""

import shutil
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, ClassVar, cast
from uuid import UUID

from flask import g, request
from flask.views import MethodView

from content_packages import Package, list_packages
from foundation.web.json_api import JsonBlueprint
from lrs import Credential
from lti_tool.blend.operations import Upload, take_away, take_in
from lti_tool.people.web import open_to_anyone
from lti_tool.providers.operations.manage import let_manage
from lti_tool.providers.schemas import ArrivalSchema, PackageSchema
from lti_tool.shell.web import tool

HOW_TO = """
Put a module on offer for the teachers of your board. The body is the package itself: a zip with
cmi5, SCORM, Tin Can or H5P, or a cmi5.xml. Every call carries a key and secret with the scope
`packages` as Basic authorization. A package that breaks a rule is answered with 422 and all that
is wrong with it: rule, file, place, what to do; nothing of it is kept.
"""
LARGEST_PACKAGE = 1024 * 1024 * 1024
IN_MEMORY = 1024 * 1024
BODY = {
    "required": True,
    "content": {
        kind: {"schema": {"type": "string", "format": "binary"}}
        for kind in ("application/zip", "text/xml")
    },
}
GUARD = open_to_anyone("guarded by a key and secret with the scope packages")

packages = JsonBlueprint("modules", __name__, description=HOW_TO)


def caller() -> Credential:
    """Who calls; asked once."""
    if "caller" not in g:
        given = request.authorization
        basic = given is not None and given.type == "basic"
        key, secret = (given.username, given.password) if given and basic else (None, None)
        g.caller = let_manage(tool(), key, secret)
    return cast("Credential", g.caller)


def know_caller_first() -> None:
    request.max_content_length = LARGEST_PACKAGE
    caller()


packages.before_request(know_caller_first)


@packages.at("/packages")
class Packages(MethodView):
    decorators: ClassVar[list[Callable[..., Any]]] = [GUARD]

    @packages.answers(PackageSchema(many=True))
    def get(self) -> list[Package]:
        """All packages of your board, newest first."""
        return list_packages(tool().shelf, caller().tenant)

    @packages.described(requestBody=BODY)
    @packages.takes(ArrivalSchema, location="query")
    @packages.answers(PackageSchema())
    def post(self, arrival: Any) -> Package:
        """Put a package on the shelf and on offer, or let it replace an older version."""
        with SpooledTemporaryFile(IN_MEMORY) as body:
            shutil.copyfileobj(request.stream, body)
            body.seek(0)
            upload = Upload(
                cast("BinaryIO", body), arrival["filename"], arrival["format"], arrival["minutes"]
            )
            return take_in(tool(), caller().tenant, upload, arrival["replaces"])


@packages.at("/packages/<uuid:package_id>")
class OnePackage(MethodView):
    decorators: ClassVar[list[Callable[..., Any]]] = [GUARD]

    @packages.answers(None, 204)
    def delete(self, package_id: UUID) -> None:
        """Take a package away that nobody chose or began in."""
        take_away(tool(), caller().tenant, package_id)
