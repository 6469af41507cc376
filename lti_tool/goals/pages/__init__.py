"""The pages about goals: those of the teacher, and the themes of the school leader."""

from lti_tool.goals.pages import goals, themes
from lti_tool.goals.pages.blueprint import pages

__all__ = ["goals", "pages", "themes"]
