"""Line items and scores in an academy's gradebook (assignment and grade services)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from lti_tool.platforms.platforms.answers import TIMEOUT, AcademyUnreachable, ask, json_of
from lti_tool.platforms.rules.addresses import origin_of, with_query
from lti_tool.platforms.rules.paging import MAX_PAGES, next_page
from lti_tool.platforms.rules.scores import MAXIMUM, scores_url
from lti_tool.platforms.rules.services import TAG

ITEM = "application/vnd.ims.lis.v2.lineitem+json"
ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Gradebook:
    """One course's gradebook, opened with an access token."""

    http: httpx.Client
    lineitems_url: str
    token: str

    def line_item(self, resource_id: str, label: str) -> str:
        """The address of our line item; found before made: making it twice makes two."""
        return self.find_line_item(resource_id) or self._made(resource_id, label)

    def send_score(self, lineitem_url: str, body: dict[str, Any]) -> None:
        """A conflict means that something newer is there already: then nothing is owed."""
        asked = self._request("POST", scores_url(lineitem_url), SCORE, json=body)
        try:
            ask(self.http, asked)
        except AcademyUnreachable as refused:
            if refused.answered != CONFLICT:
                raise

    def find_line_item(self, resource_id: str) -> str | None:
        for item in self._items(resource_id):
            if item.get("resourceId") == resource_id and item.get("tag") == TAG:
                return self._own(item.get("id"))
        return None

    def _items(self, resource_id: str) -> Iterator[dict[str, Any]]:
        """All pages; filters are asked for, but not every academy obeys them."""
        following: str | None = with_query(self.lineitems_url, resource_id=resource_id, tag=TAG)
        for _ in range(MAX_PAGES):
            if following is None:
                return
            answer = ask(self.http, self._request("GET", following, ITEMS))
            listed = json_of(answer)
            items = listed if isinstance(listed, list) else []
            yield from (one for one in items if isinstance(one, dict))
            following = next_page(answer.headers.get("Link"), following)

    def _made(self, resource_id: str, label: str) -> str:
        body = {
            "label": label,
            "scoreMaximum": MAXIMUM,
            "resourceId": resource_id,
            "tag": TAG,
        }
        made = json_of(ask(self.http, self._request("POST", self.lineitems_url, ITEM, json=body)))
        url = self._own(made.get("id") if isinstance(made, dict) else None)
        if url is None:
            raise AcademyUnreachable(httpx.URL(self.lineitems_url).host, "no line item")
        return url

    def _own(self, address: Any) -> str | None:
        """Our token goes to no other server than the gradebook's."""
        same = origin_of(address) == origin_of(self.lineitems_url)
        return str(address) if same else None

    def _request(self, method: str, url: str, kind: str, **content: Any) -> httpx.Request:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": kind}
        if content:
            headers["Content-Type"] = kind
        return self.http.build_request(method, url, headers=headers, timeout=TIMEOUT, **content)
