"""The pages on which academies are connected and looked after."""

from lti_tool.platforms.pages import (
    academies,
    connecting,
    consumers,
    leaving,
    log,
    own_keys,
    scores,
)
from lti_tool.platforms.pages.blueprint import pages
from lti_tool.platforms.pages.registering import registering
from lti_tool.platforms.pages.signing_in import signing_in

blueprints = (pages, registering, signing_in)

__all__ = [
    "academies",
    "blueprints",
    "connecting",
    "consumers",
    "leaving",
    "log",
    "own_keys",
    "scores",
]
