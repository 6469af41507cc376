"""Do the contents that came along fit the statements they came with (Data §2.4.11)?"""

from collections.abc import Sequence
from typing import Any

from lrs.rules.attachments import Attached, Content, needs_content
from lrs.rules.json_text import read_json
from lrs.rules.problems import MultipartRejected


def expect_belonging(attached: Sequence[Attached], contents: Sequence[Content]) -> None:
    """Every part is spoken of by a statement."""
    spoken_of = {one.sha2.lower() for _, one in attached}
    for content in contents:
        if content.sha2 not in spoken_of:
            raise MultipartRejected(reason=f"no statement speaks of the part {content.sha2}.")


def missing_contents(attached: Sequence[Attached], contents: Sequence[Content]) -> dict[str, str]:
    """Hashes that must be here already, each with the place that speaks of it."""
    here = {content.sha2 for content in contents}
    return {
        one.sha2.lower(): ".".join(map(str, at))
        for at, one in attached
        if needs_content(one) and one.sha2.lower() not in here
    }


def hashes_in(text: str) -> list[str]:
    """The hashes that a stored statement speaks of, in order."""
    return _hashes(read_json(text.encode())) if '"sha2"' in text else []


def _hashes(body: dict[str, Any]) -> list[str]:
    inner = _hashes(body["object"]) if body["object"].get("objectType") == "SubStatement" else []
    return [one["sha2"].lower() for one in body.get("attachments", ())] + inner
