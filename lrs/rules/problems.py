"""What the record store may have to say to whoever writes or reads."""

from foundation.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    TooLarge,
    TooMany,
    Unauthorized,
)


class MalformedJson(Invalid):
    text = "The text is not JSON that can be kept exactly: {reason}"


class StatementRejected(Invalid):
    text = "{place}: {reason}"


class RepeatedId(Invalid):
    text = "The id {id} is used by more than one statement of this batch."


class EmptyBatch(Invalid):
    text = "The body holds no statement."


class StatementConflict(Conflict):
    text = "Another statement is already stored under the id {id}."


class UnknownStatement(NotFound):
    text = "There is no statement {id}."


class ParameterRejected(Invalid):
    text = "The parameter {name}: {reason}"


class UnknownParameter(Invalid):
    text = "This resource has no parameter {name}."


class MissingParameter(Invalid):
    text = "The parameter {name} is required."


class ClashingParameters(Invalid):
    text = "The parameters {names} cannot be combined."


class UnsupportedVersion(Invalid):
    text = "The header X-Experience-API-Version must name 1.0.x or 2.0.x; it says {said}."


class AlternateSyntaxRejected(Invalid):
    text = "The alternate request syntax: {reason}"


class MultipartRejected(Invalid):
    text = "The multipart body: {reason}"


class AttachmentMissing(Invalid):
    text = "{place}: neither a fileUrl nor the content {sha2} came along."


class SignatureRejected(Invalid):
    text = "{place}: {reason}"


class MediaTypeRejected(Invalid):
    text = "The content type {said} is not one this resource takes; it takes {takes}."


class UnknownDocument(NotFound):
    text = "There is no such document."


class MergeRejected(Invalid):
    text = "POST merges two JSON objects: {reason}"


class ConditionNeeded(Conflict):
    text = (
        "The document already exists: check its present state with GET, then send If-Match "
        "with its ETag to replace it, or If-None-Match: * to create only."
    )


class ConditionMissing(Invalid):
    text = "Send If-Match with the document's ETag, or If-None-Match: * to create it."


class ConditionFailed(PreconditionFailed):
    text = "The document is not in the state that {header} describes."


class CredentialMissing(Unauthorized):
    text = "Send a key and secret (Authorization: Basic) or an access token (Bearer)."


class CredentialRefused(Unauthorized):
    text = "This key and secret are not known here."


class CredentialEnded(Unauthorized):
    text = "This credential opens nothing any more: {reason}."


class TokenRefused(Unauthorized):
    text = "This access token is unknown, expired or withdrawn; ask for a new one."


class GrantRejected(Invalid):
    """`error` is the code of RFC 6749 §5.2."""

    text = "{reason}"


class ScopeMissing(Forbidden):
    text = "This credential lacks the scope {scope}."


class NotAllowedHere(Forbidden):
    text = "{place}: this credential may not write {value}."


class BodyTooLarge(TooLarge):
    text = "The body is larger than {limit} bytes."


class UnknownCredential(NotFound):
    text = "There is no credential with the key {key}, or it is withdrawn."


class NotYetPast(Invalid):
    text = "{moment} is not past yet: only what is old can be purged."


class NobodyNamed(Invalid):
    text = "Name at least one agent to erase."


class RateRejected(Invalid):
    text = "{said} is no rate; write for instance 600/minute (or /second, /hour, /day)."


class RateExceeded(TooMany):
    text = "This credential may ask {rate}; ask again in {retry_after} seconds."


class LineRefused(Invalid):
    text = "Line {line}: {reason}"


class StatementRefused(Invalid):
    text = "{origin}: {reason}"


class PageRefused(Invalid):
    text = "The answer is no page of statements: {reason}"


class ForwardRejected(Invalid):
    text = "{field}: {reason}"


class ForwardExists(Conflict):
    text = "There is a forward called {name} already."


class UnknownForward(NotFound):
    text = "There is no forward called {name}."
