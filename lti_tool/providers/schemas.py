"""What a push must look like; each fault names the field and the rule."""

from datetime import UTC, datetime, timedelta
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from lti_tool.providers.rules import Completion, InboundState

MOST_PER_BATCH = 500
LONGEST_TEXT = 500
A_WEEK_OF_MINUTES = 7 * 24 * 60

NO_CONTROLS = validate.Regexp(
    r"[^\x00-\x1f\x7f\ud800-\udfff]*\Z", error="Must not hold control characters."
)


def text(most: int = LONGEST_TEXT) -> list[Any]:
    return [validate.Length(min=1, max=most), NO_CONTROLS]


class LearnerSchema(Schema):
    account = fields.String(
        validate=text(),
        metadata={"description": "Her account with you; stays the same for always."},
    )
    email = fields.Email(
        metadata={"description": "Only used to ask her whether it is she; we do not keep it."}
    )

    @validates_schema
    def need_one(self, data: dict[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError("Say at least one of account and email.")


class CourseSchema(Schema):
    id = fields.Url(
        required=True,
        require_tld=False,
        validate=text(),
        metadata={"description": "The course's IRI; it must begin with an address of yours."},
    )
    name = fields.String(required=True, validate=text())


class CompletionSchema(Schema):
    reference = fields.String(
        required=True,
        validate=[
            *text(200),
            validate.Regexp(r"(?!.*:r\d+\Z)", error="Must not end in :r and a number."),
        ],
        metadata={"description": "Your own number of this completion.", "example": "INS-2026-4711"},
    )
    revision = fields.Integer(load_default=1, strict=True, validate=validate.Range(1, 10**9 - 1))
    learner = fields.Nested(LearnerSchema, required=True)
    course = fields.Nested(CourseSchema, required=True)
    completed_at = fields.AwareDateTime(
        required=True, metadata={"description": "With its zone, such as 2026-10-05T21:40:00+02:00."}
    )
    success = fields.Boolean(load_default=None, allow_none=True, truthy={True}, falsy={False})
    score = fields.Float(
        load_default=None,
        allow_none=True,
        validate=validate.Range(-1, 1),
        metadata={"description": "Scaled: 0.85 is 85 %."},
    )
    duration_minutes = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(0, A_WEEK_OF_MINUTES),
    )

    @validates_schema
    def not_in_the_future(self, data: dict[str, Any], **_: Any) -> None:
        at = data.get("completed_at")
        if at and at > datetime.now(UTC) + timedelta(days=1):
            raise ValidationError("Must not lie in the future.", "completed_at")

    @post_load
    def as_completion(self, data: dict[str, Any], **_: Any) -> Completion:
        return Completion(
            reference=data["reference"],
            revision=data["revision"],
            account=data["learner"].get("account"),
            email=data["learner"].get("email"),
            course_id=data["course"]["id"],
            course_name=data["course"]["name"],
            completed_at=data["completed_at"],
            success=data["success"],
            score=data["score"],
            minutes=data["duration_minutes"],
        )


class BatchSchema(Schema):
    completions = fields.List(
        fields.Nested(CompletionSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_PER_BATCH),
    )


class ReceiptSchema(Schema):
    reference = fields.String()
    revision = fields.Integer()
    state = fields.Enum(InboundState, by_value=True)
    statement_id = fields.UUID()
    new = fields.Boolean(metadata={"description": "False where we had it already."})
