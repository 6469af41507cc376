"""Writers that note what was acknowledged, and a reader that notes what it was promised."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex

import httpx

from tests.lrs.faults.serving import Served, wait_until
from tests.lrs.made import LESSON, Json, made_statement

WRITERS = 3
IN_A_BATCH = 10
PAGE = 40
CONSISTENT_THROUGH = "X-Experience-API-Consistent-Through"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def batch_of(writer: int, number: int, noise: int) -> list[Json]:
    """Batches of all writers share their activities, each in another order.

    `noise` is how many bytes each statement carries that cannot be packed more closely.
    """
    said = {"name": {"nl": f"{writer}-{number}"}}
    activities = [f"{LESSON}/{place * (writer + 2) % 11}" for place in range(1, IN_A_BATCH + 1)]
    return [
        made_statement(
            object={"id": one, "definition": said}, result={"response": token_hex(noise)}
        )
        for one in activities
    ]


def ids_of(batch: list[Json]) -> list[str]:
    return [one["id"] for one in batch]


def pages(client: httpx.Client, since: datetime) -> Iterator[httpx.Response]:
    """All statements stored after `since`, oldest first, page by page."""
    params = {"ascending": "true", "limit": str(PAGE), "since": since.isoformat()}
    answer = client.get("/statements", params=params)
    yield answer
    while answer.is_success and (more := answer.json()["more"]):
        answer = client.get(f"http://{client.base_url.netloc.decode()}{more}")
        yield answer


def stored_in(statement: Json) -> datetime:
    return datetime.fromisoformat(statement["stored"])


def newest(served: Served) -> datetime:
    with served.client() as client:
        found = client.get("/statements", params={"limit": 1}).json()["statements"]
    return stored_in(found[0]) if found else LONG_AGO


@dataclass
class Writer:
    """Sends batch after batch, the same one again until it is acknowledged."""

    served: Served
    number: int
    noise: int = 0
    acknowledged: list[list[str]] = field(default_factory=list)
    sent: list[list[str]] = field(default_factory=list)
    refusals: list[httpx.Response] = field(default_factory=list)
    promised: datetime = LONG_AGO

    def run(self, stop: threading.Event) -> None:
        with self.served.client() as client:
            while not stop.is_set():
                batch = batch_of(self.number, len(self.sent), self.noise)
                self.sent.append(ids_of(batch))
                while not stop.is_set() and not self._acknowledged(client, batch):
                    stop.wait(0.05)

    def _acknowledged(self, client: httpx.Client, batch: list[Json]) -> bool:
        try:
            answer = client.post("/statements", json=batch)
        except httpx.TransportError:
            return False
        if answer.status_code != 200:
            self.refusals.append(answer)
            return False
        assert answer.json() == ids_of(batch)
        self.acknowledged.append(ids_of(batch))
        self.promised = datetime.fromisoformat(answer.headers[CONSISTENT_THROUGH])
        return True


@dataclass
class Reader:
    """Follows the store by a cursor; `late` came after the store promised to have shown it."""

    served: Served
    writers: list[Writer]
    seen: list[str] = field(default_factory=list)
    late: list[Json] = field(default_factory=list)
    refusals: list[httpx.Response] = field(default_factory=list)
    cursor: datetime = LONG_AGO
    promised: datetime = LONG_AGO
    shown: datetime = LONG_AGO

    def run(self, stop: threading.Event) -> None:
        with self.served.client() as client:
            while not stop.is_set():
                self.look(client)

    def look(self, client: httpx.Client) -> None:
        """Read all that is new; whatever was promised before we began is then behind us."""
        promised = max(self.promised, *(one.promised for one in self.writers))
        try:
            whole = [self._take(page) for page in pages(client, self.cursor)]
        except httpx.TransportError:
            return
        if all(whole):
            self.shown = promised

    def _take(self, page: httpx.Response) -> bool:
        self.promised = max(self.promised, datetime.fromisoformat(page.headers[CONSISTENT_THROUGH]))
        if page.status_code != 200:
            self.refusals.append(page)
            return False
        for one in page.json()["statements"]:
            self.seen.append(one["id"])
            self.late += [one] if stored_in(one) <= self.shown else []
            self.cursor = stored_in(one)
        return True


@dataclass
class Load:
    """Writers and a reader at work, on a store where something may be stored from before."""

    served: Served
    began: datetime
    writers: list[Writer]
    reader: Reader

    def more_batches(self, number: int = 3) -> None:
        """Wait until each writer had so many batches more acknowledged."""
        wanted = [len(one.acknowledged) + number for one in self.writers]
        wait_until(
            lambda: all(
                len(one.acknowledged) >= least
                for one, least in zip(self.writers, wanted, strict=True)
            ),
            "the writers are served",
        )

    def refused(self, number: int = 1) -> list[httpx.Response]:
        """Wait until so many requests of each writer were refused."""
        wanted = [len(one.refusals) + number for one in self.writers]
        wait_until(
            lambda: all(
                len(one.refusals) >= least for one, least in zip(self.writers, wanted, strict=True)
            ),
            "the writers are refused",
        )
        return self.refusals()

    def everyone(self) -> "list[Writer | Reader]":
        return [*self.writers, self.reader]

    def refusals(self) -> list[httpx.Response]:
        return [refusal for one in self.everyone() for refusal in one.refusals]

    def everything(self) -> list[Json]:
        """What is stored since the work began."""
        with self.served.client() as client:
            found = list(pages(client, self.began))
        assert all(page.is_success for page in found)
        return [one for page in found for one in page.json()["statements"]]

    def expect_all_kept(self) -> None:
        """What was acknowledged is there, once; a batch is whole or absent; nobody was misled."""
        with self.served.client() as client:
            self.reader.look(client)
        stored = [one["id"] for one in self.everything()]
        kept = Counter(stored)
        for writer in self.writers:
            assert all(kept[one] == 1 for batch in writer.acknowledged for one in batch)
            assert all(len({kept[one] for one in batch}) == 1 for batch in writer.sent)
        assert max(kept.values()) == 1
        assert self.reader.seen == stored
        assert self.reader.late == []


@contextmanager
def under_load(served: Served, noise: int = 0) -> Iterator[Load]:
    writers = [Writer(served, number, noise) for number in range(WRITERS)]
    began = newest(served)
    load = Load(served, began, writers, Reader(served, writers, cursor=began))
    stop = threading.Event()
    threads = [threading.Thread(target=one.run, args=(stop,)) for one in load.everyone()]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def expect_problems(answers: list[httpx.Response], *codes: str) -> None:
    """Refusals that a client can live with: in the shape of xAPI, saying when to come back."""
    assert answers
    for answer in answers:
        assert answer.status_code == 503, answer.text
        assert answer.json()["code"] in codes
        assert int(answer.headers["Retry-After"]) >= 1
        assert answer.headers["X-Experience-API-Version"] == "1.0.3"
