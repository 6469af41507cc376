"""The rules for agents and groups, and the text that identifies each (Data §2.4.2)."""

from collections.abc import Iterator

from msgspec import UNSET

from lrs.rules.places import Place, expect, reject
from lrs.rules.shapes import Account, Actor, Object
from lrs.rules.values import is_iri, is_mailto, is_sha1

_NO_IDENTIFIER = (UNSET, UNSET, UNSET, UNSET)


def identifiers_of(actor: Actor | Object) -> tuple[object, object, object, object]:
    return (actor.mbox, actor.mbox_sha1sum, actor.openid, actor.account)


def check_actor(actor: Actor | Object, at: Place) -> None:
    """An agent, or a group with its members."""
    kind = actor.object_type
    if kind is UNSET or kind == "Agent":
        check_agent(actor, at)
    elif kind == "Group":
        _check_group(actor, at)
    else:
        reject("object-type", at, "objectType")


def check_agent(actor: Actor | Object, at: Place) -> None:
    if actor.object_type == "Group":
        reject("no-group-in-group", at)
    if actor.object_type is not UNSET and actor.object_type != "Agent":
        reject("object-type", at, "objectType")
    if actor.member is not UNSET:
        reject("property", at, "member")
    _check_identifier(actor, at)


def _check_group(group: Actor | Object, at: Place) -> None:
    """Anonymous with members, or identified (Data §2.4.2.2)."""
    if identifiers_of(group) != _NO_IDENTIFIER:
        _check_identifier(group, at)
    else:
        expect(group.member is not UNSET, "identified-or-members", at)
        expect(group.member != [], "not-empty", at, "member")
    if group.member is not UNSET:
        for number, member in enumerate(group.member):
            check_agent(member, (*at, "member", number))


def _check_identifier(actor: Actor | Object, at: Place) -> None:
    identifiers = identifiers_of(actor)
    if identifiers.count(UNSET) != 3:  # noqa: PLR2004  (four, of which one is set)
        reject("one-identifier", at)
    mbox, sha1, openid, account = identifiers
    if isinstance(account, Account):
        if not is_iri(account.home_page):
            reject("iri", at, "account", "homePage")
    elif isinstance(mbox, str):
        expect(is_mailto(mbox), "mailto", at, "mbox")
    elif isinstance(openid, str):
        expect(is_iri(openid), "iri", at, "openid")
    else:
        expect(isinstance(sha1, str) and is_sha1(sha1), "sha1", at, "mbox_sha1sum")


def check_authority(actor: Actor, at: Place) -> None:
    """An agent, or the two of three-legged OAuth (Data §2.4.9)."""
    check_actor(actor, at)
    if actor.object_type == "Group":
        members = actor.member or []
        pair = len(members) == 2  # noqa: PLR2004
        expect(identifiers_of(actor) == _NO_IDENTIFIER and pair, "authority", at)
        expect(any(one.account is not UNSET for one in members), "authority", at)


def identity_of(actor: Actor | Object) -> str | None:
    """One text per agent or identified group; None for an anonymous group.

    The domain of an address is the same in either case (Data §2.3.1).
    """
    account = actor.account
    if account is not UNSET:
        return f"account:{account.home_page}\n{account.name}"
    if actor.mbox is not UNSET:
        local, _, domain = actor.mbox.rpartition("@")
        return f"{local}@{domain.lower()}"
    if actor.mbox_sha1sum is not UNSET:
        return f"sha1:{actor.mbox_sha1sum.lower()}"
    if actor.openid is not UNSET:
        return f"openid:{actor.openid}"
    return None


def identities_of(actor: Actor | Object) -> Iterator[str]:
    """Who is meant when this actor is named: itself, and the members of a group."""
    own = identity_of(actor)
    if own is not None:
        yield own
    if actor.member is not UNSET:
        for member in actor.member:
            yield from identities_of(member)
