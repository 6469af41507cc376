"""The learner of a launch: an Agent with an account, the same everywhere (cmi5 §9.2)."""

from collections.abc import Mapping
from typing import Any

from content_packages.rules.problems import ActorUnfit


def expect_actor(actor: Mapping[str, Any]) -> None:
    account = actor.get("account")
    fits = (
        actor.get("objectType", "Agent") == "Agent"
        and isinstance(account, Mapping)
        and all(isinstance(account.get(key), str) for key in ("homePage", "name"))
    )
    if not fits:
        raise ActorUnfit


def same_actor(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two actors are equal; an Agent need not say that it is one."""
    return {"objectType": "Agent", **one} == {"objectType": "Agent", **other}
