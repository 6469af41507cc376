"""A record store without the product: one tenant, and forwards to other record stores."""

import os
import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import httpx

from foundation.database import Database
from foundation.outbox import Worker
from foundation.seals import Seal
from foundation.settings import SettingsFaulty, long_secret
from leerspoor.product import PATIENCE
from leerspoor.settings import PREFIX
from lrs import FORWARD, Forwarding, RecordStore, owe_forwards, send_forward

TENANT = 1
SECRET = f"{PREFIX}SECRET"


class SecretMissing(SettingsFaulty):
    text = f"Set {SECRET}: the secrets of other record stores are kept sealed with it."


def secret_alone(environment: Mapping[str, str] = os.environ) -> bytes | None:
    """None where it is not set: then nothing is forwarded."""
    said = environment.get(SECRET)
    try:
        return long_secret(said) if said else None
    except ValueError as fault:
        raise SettingsFaulty(faults=f"  {SECRET} {fault}") from fault


def with_forwards(store: RecordStore) -> RecordStore:
    """The store with a hook that says to its forwards that there is something new."""
    owing = partial(owe_forwards, store.clock)
    return replace(store, on_stored=(owing,), on_brought_in=(owing,))


def forwarding_alone(store: RecordStore) -> Forwarding:
    secret = secret_alone()
    if secret is None:
        raise SecretMissing
    http = httpx.Client(timeout=PATIENCE, follow_redirects=False)
    return Forwarding(store, http, Seal(secret, "forwards"))


def work_alone(forwarding: Forwarding) -> threading.Event:
    """Send what is owed, in a thread of this process, until the event is set.

    What was stored while nobody forwarded is looked at first.
    """
    database, stop = forwarding.store.database, threading.Event()
    with database.writing(TENANT) as tx:
        owe_forwards(forwarding.store.clock, tx)
    worker = _worker(database, forwarding)
    threading.Thread(target=worker.run_until, args=(stop,), daemon=True).start()
    return stop


def _worker(database: Database, forwarding: Forwarding) -> Worker:
    senders = {FORWARD: partial(send_forward, forwarding)}
    return Worker(database, senders, lambda: (TENANT,), forwarding.store.clock)
