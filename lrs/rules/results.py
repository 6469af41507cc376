"""The rules for results, scores and attachments (Data §2.4.5, §2.4.11)."""

from msgspec import UNSET

from lrs.rules.activities import check_extensions, check_language_map
from lrs.rules.places import Place, expect
from lrs.rules.shapes import Attachment, Result, Score
from lrs.rules.values import is_duration, is_iri, is_media_type, is_sha2


def check_result(result: Result, at: Place) -> None:
    if result.score is not UNSET:
        _check_score(result.score, (*at, "score"))
    if result.duration is not UNSET:
        expect(is_duration(result.duration), "duration", at, "duration")
    check_extensions(result.extensions, at)


def _check_score(score: Score, at: Place) -> None:
    """Data §2.4.5.1."""
    if score.scaled is not UNSET:
        expect(-1 <= score.scaled <= 1, "scaled", at, "scaled")
    low = score.min if score.min is not UNSET else float("-inf")
    high = score.max if score.max is not UNSET else float("inf")
    expect(low < high, "min-max", at, "min")
    if score.raw is not UNSET:
        expect(low <= score.raw <= high, "raw-range", at, "raw")


def check_attachments(attachments: list[Attachment], at: Place) -> None:
    for number, attachment in enumerate(attachments):
        here = (*at, number)
        expect(is_iri(attachment.usage_type), "iri", here, "usageType")
        check_language_map(attachment.display, here, "display")
        check_language_map(attachment.description, here, "description")
        expect(is_media_type(attachment.content_type), "media-type", here, "contentType")
        expect(attachment.length >= 0, "not-negative", here, "length")
        expect(is_sha2(attachment.sha2), "sha2", here, "sha2")
        if attachment.file_url is not UNSET:
            expect(is_iri(attachment.file_url), "iri", here, "fileUrl")
