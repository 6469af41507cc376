"""The pages of the blend: in the academy (`pages`), and outside it at the door (`outside`)."""

from lti_tool.blend.web import agenda, doors, screens
from lti_tool.blend.web.blueprint import outside, pages

blueprints = (pages, outside)

__all__ = ["agenda", "blueprints", "doors", "screens"]
