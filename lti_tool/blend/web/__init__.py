"""The pages of the blend: in the academy (`pages`), and outside it at the door (`outside`)."""

from lti_tool.blend.web import agenda, attempts, blends, doors, modules, plans, players, screens
from lti_tool.blend.web.blueprint import done, outside, pages

blueprints = (pages, outside, done)

__all__ = [
    "agenda",
    "attempts",
    "blends",
    "blueprints",
    "doors",
    "modules",
    "plans",
    "players",
    "screens",
]
