"""What the API for packages takes and gives."""

from typing import Any

from marshmallow import Schema, fields, validate

from content_packages.rules.courses import LaunchMode
from content_packages.rules.formats import FORMATS
from content_packages.rules.packages import Window

LONGEST_TEXT = 500
A_WEEK_OF_MINUTES = 7 * 24 * 60
PLAIN = validate.Regexp(
    r"[^\x00-\x1f\x7f\ud800-\udfff]*\Z", error="Must not hold control characters."
)


def text(most: int = LONGEST_TEXT) -> list[Any]:
    return [validate.Length(min=1, max=most), PLAIN]


class ArrivalSchema(Schema):
    """How a package comes in."""

    filename = fields.String(load_default="", validate=[validate.Length(max=LONGEST_TEXT), PLAIN])
    format = fields.String(
        load_default="",
        validate=validate.OneOf(["", *(one.name for one in FORMATS)]),
        metadata={"description": "Which one, where a package has several."},
    )
    minutes = fields.Integer(
        load_default=None,
        validate=validate.Range(1, A_WEEK_OF_MINUTES),
        metadata={"description": "How long it takes, where the package does not say so."},
    )
    replaces = fields.UUID(
        load_default=None, metadata={"description": "The package that this is a new version of."}
    )


class UnitSchema(Schema):
    index = fields.Integer(attribute="position")
    activity_id = fields.String(metadata={"description": "Ours; it stands in statements."})
    publisher_id = fields.String()
    title = fields.String()
    titles = fields.Dict(keys=fields.String(), values=fields.String())
    move_on = fields.String()
    mastery_score = fields.Float(allow_none=True)


class ObjectiveSchema(Schema):
    publisher_id = fields.String()
    titles = fields.Dict(attribute="title", keys=fields.String(), values=fields.String())
    descriptions = fields.Dict(
        attribute="description", keys=fields.String(), values=fields.String()
    )


class PackageSchema(Schema):
    id = fields.UUID()
    format = fields.String(metadata={"example": "cmi5"})
    filename = fields.String()
    title = fields.String()
    titles = fields.Dict(keys=fields.String(), values=fields.String())
    descriptions = fields.Dict(keys=fields.String(), values=fields.String())
    languages = fields.List(fields.String())
    keywords = fields.List(fields.String())
    objectives = fields.List(fields.Nested(ObjectiveSchema))
    minutes = fields.Integer(allow_none=True)
    version = fields.Integer()
    replaces = fields.UUID(allow_none=True)
    activity_id = fields.String()
    publisher_id = fields.String()
    added_at = fields.DateTime()
    units = fields.List(fields.Nested(UnitSchema))


class AccountSchema(Schema):
    homePage = fields.Url(required=True, require_tld=False, validate=text())  # noqa: N815  (xAPI)
    name = fields.String(required=True, validate=text())


class ActorSchema(Schema):
    objectType = fields.String(validate=validate.Equal("Agent"))  # noqa: N815  (xAPI)
    account = fields.Nested(AccountSchema, required=True)


class WishSchema(Schema):
    """Who plays, and how."""

    actor = fields.Nested(
        ActorSchema, required=True, metadata={"description": "An Agent with an account (§9.2)."}
    )
    registration = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of an earlier launch, to go on with it; else a new one is made."},
    )
    mode = fields.Enum(LaunchMode, by_value=True, load_default=LaunchMode.NORMAL)
    return_url = fields.Url(
        load_default=None, allow_none=True, require_tld=False, validate=text(2000)
    )
    grouping = fields.List(
        fields.Url(require_tld=False, validate=text()),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "Activities that everything said in this session belongs to."},
    )
    language = fields.String(
        load_default="nl-NL", validate=validate.Regexp(r"[A-Za-z0-9-]+(,[A-Za-z0-9-]+)*\Z")
    )


class LaunchSchema(Schema):
    url = fields.String(metadata={"description": "Opens the unit, once; good for a day."})
    session = fields.UUID(attribute="session_id")
    registration = fields.UUID()
    window = fields.Enum(Window, by_value=True)


class WaiverSchema(Schema):
    reason = fields.String(required=True, validate=text())


class WaivedSchema(Schema):
    session = fields.UUID(metadata={"description": "Under which `waived` was said."})


class StateSchema(Schema):
    index = fields.Integer(attribute="position")
    completed_at = fields.DateTime(allow_none=True)
    passed_at = fields.DateTime(allow_none=True)
    failed_at = fields.DateTime(allow_none=True)
    waived_at = fields.DateTime(allow_none=True)
    satisfied_at = fields.DateTime(allow_none=True)
    score = fields.Float(allow_none=True)
    progress = fields.Integer(allow_none=True)


class ProgressSchema(Schema):
    registration = fields.UUID()
    package = fields.UUID(attribute="package_id")
    satisfied = fields.Boolean()
    units = fields.List(fields.Nested(StateSchema))
