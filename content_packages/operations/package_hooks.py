"""Hang what packages need on a record store: who may write, what may be said, what follows."""

from dataclasses import replace
from functools import partial

from content_packages.operations.admit_session import admit_document, admit_statements
from content_packages.operations.recognise_session import recognise_session
from content_packages.operations.roll_up import on_stored
from lrs import RecordStore


def with_package_hooks(store: RecordStore) -> RecordStore:
    """The store with our hooks behind its own; `satisfied` statements pass through its own too."""
    return replace(
        store,
        admit=(*store.admit, admit_statements),
        admit_document=(*store.admit_document, partial(admit_document, store)),
        on_stored=(*store.on_stored, partial(on_stored, store)),
        authenticators=(*store.authenticators, partial(recognise_session, store)),
    )
