"""A SCO that is played, said over HTTP to the content host."""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from werkzeug.test import TestResponse

from content_packages import Launch
from tests.content_packages.conftest import Desk


@dataclass
class Sitting:
    """One opening of the player; `moment` counts the saves."""

    desk: Desk
    launch: Launch
    sitting: str = field(default_factory=lambda: uuid4().hex)
    moment: int = 0

    @property
    def token(self) -> str:
        return urlsplit(self.launch.url).path.rsplit("/", 1)[-1]

    def page(self, unit: int | None = None) -> TestResponse:
        query = None if unit is None else {"deel": unit}
        return self.desk.content.test_client().get(f"/play/{self.token}", query_string=query)

    def shown(self, unit: int | None = None) -> dict[str, Any]:
        """What the page hands to its script."""
        found = re.search(r'id="launch">(.*?)</script>', self.page(unit).text, re.DOTALL)
        assert found is not None
        said: dict[str, Any] = json.loads(unescape(found[1]))
        return said

    def save(
        self,
        data: dict[str, Any] | None = None,
        unit: int = 0,
        *,
        final: bool = False,
        **more: Any,
    ) -> TestResponse:
        self.moment += 1
        self.desk.clock.forward(seconds=1)
        said = {"sitting": self.sitting, "moment": self.moment, "final": final, "data": data}
        return self.post(json.dumps({**said, **more}), unit)

    def post(self, raw: str | bytes, unit: int = 0) -> TestResponse:
        client = self.desk.content.test_client()
        return client.post(f"/save/{self.token}/{unit}", data=raw, content_type="text/plain")


def core(status: str = "incomplete", **more: Any) -> dict[str, Any]:
    """The data model of SCORM 1.2 with this status."""
    score = {name: str(more.pop(name)) for name in ("raw", "min", "max") if name in more}
    inside = {"lesson_status": status, "total_time": "00:00:00", "score": score, **more}
    return {"core": inside}
