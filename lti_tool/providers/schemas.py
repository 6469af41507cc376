"""What a push must look like; each fault names the field and the rule."""

from datetime import timedelta
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from lti_tool.providers.rules import LONGEST_REFERENCE, Completion, InboundState
from lti_tool.shell.web import tool

MOST_PER_BATCH = 500
LONGEST_TEXT = 500
FIRST_YEAR = 2000
A_WEEK_OF_MINUTES = 7 * 24 * 60

PLAIN = r"[^\x00-\x1f\x7f\ud800-\udfff]*\Z"
NO_CONTROLS = validate.Regexp(PLAIN, error="Must not hold control characters.")
NO_REVISION = validate.Regexp(
    rf"(?!.*:r\d+\Z){PLAIN}",
    error="Must not hold control characters, and not end in :r and a number.",
)


def text(most: int = LONGEST_TEXT, form: validate.Regexp = NO_CONTROLS) -> list[Any]:
    return [validate.Length(min=1, max=most), form]


class LearnerSchema(Schema):
    account = fields.String(
        validate=text(),
        metadata={"description": "Her account with you; stays the same for always."},
    )
    email = fields.Email(
        validate=text(254),
        metadata={
            "description": "To ask whether it is she. Until she answers we keep its SHA-1 print."
        },
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
        validate=text(LONGEST_REFERENCE, NO_REVISION),
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
    def of_our_time(self, data: dict[str, Any], **_: Any) -> None:
        at = data.get("completed_at")
        if at and (at.year < FIRST_YEAR or at > tool().clock() + timedelta(days=1)):
            raise ValidationError(f"Must lie between {FIRST_YEAR} and now.", "completed_at")

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


class WishSchema(Schema):
    """Which of one's own pushes to list."""

    state = fields.Enum(InboundState, by_value=True, load_default=None)
    after = fields.UUID(
        load_default=None, metadata={"description": "The id of the last receipt you have."}
    )
    limit = fields.Integer(load_default=100, validate=validate.Range(1, MOST_PER_BATCH))


class ReceiptSchema(Schema):
    id = fields.UUID()
    reference = fields.String()
    revision = fields.Integer()
    state = fields.Enum(InboundState, by_value=True)
    statement_id = fields.UUID(metadata={"description": "The same statement under /xapi."})
    new = fields.Boolean(metadata={"description": "False where nothing changed."})
