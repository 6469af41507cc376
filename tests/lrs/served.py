"""A record store over real HTTP, that misbehaves when told to."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.serving import make_server

from foundation.web.slashes import Wsgi
from lrs import RecordStore, Scope, add_credential, make_lrs_app
from tests.lrs.made import AUTHORITY


@dataclass
class Manners:
    """What happens to the next requests, in turn; `""` and the end of the list mean: answered.

    `"500 …"` is a status that is answered instead, `"cut"` breaks off in the middle.
    """

    next: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def around(self, app: Wsgi) -> Wsgi:
        def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            self.asked.append(f"{environ['REQUEST_METHOD']} {environ['QUERY_STRING']}")
            fault = self.next.pop(0) if self.next else ""
            if fault == "cut":
                start_response("200 OK", [("Content-Type", "application/json"), *_LONG])
                return [b'{"statements":[']
            if fault:
                environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                start_response(fault, [("Content-Type", "text/plain"), ("Connection", "close")])
                return [b"not now"]
            return app(environ, start_response)

        return answer


_LONG = [("Content-Length", "10000"), ("Connection", "close")]


@dataclass(frozen=True)
class Served:
    endpoint: str
    key: str
    secret: str
    manners: Manners


@contextmanager
def served(store: RecordStore) -> Iterator[Served]:
    key, secret = add_credential(
        store.database, 1, title="served", authority=AUTHORITY, scopes=[Scope.ALL]
    )
    manners = Manners()
    server = make_server("127.0.0.1", 0, manners.around(make_lrs_app(store)), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}/xapi", key, secret, manners)
    server.shutdown()
    thread.join()
    server.server_close()
