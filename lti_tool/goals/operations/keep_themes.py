"""Themes: the school leader says what the team works on this school year, and why."""

from dataclasses import dataclass
from uuid import UUID

from foundation.identifiers import new_id
from lti_tool.goals.rules import NoSuchTheme, Theme, school_year_of
from lti_tool.goals.rules.sharing import NoSchoolToShareWith
from lti_tool.goals.storage import processes
from lti_tool.people.rules import Permission, Subject, Viewer, expect_may
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class ThemeWords:
    title: str
    why: str = ""
    expectation: str = ""


def add_theme(tool: Tool, viewer: Viewer, words: ThemeWords) -> Theme:
    """Put a theme under the current school year of the leader's school."""
    at = tool.clock()
    school_id = viewer.school_id
    if school_id is None:
        raise NoSchoolToShareWith
    expect_may(viewer, Permission.LEAD_SCHOOL, Subject(school_id=school_id))
    theme = Theme(
        id=new_id(),
        school_id=school_id,
        school_year=school_year_of(at.date()),
        title=words.title,
        why=words.why,
        expectation=words.expectation,
        created_by=viewer.person_id,
        created_at=at,
    )
    with tool.database.writing(viewer.tenant) as tx:
        processes.add_theme(tx, theme)
    return theme


def reword_theme(tool: Tool, viewer: Viewer, theme_id: UUID, words: ThemeWords) -> None:
    with tool.database.writing(viewer.tenant) as tx:
        theme = processes.theme(tx, theme_id)
        expect_may(viewer, Permission.LEAD_SCHOOL, Subject(school_id=theme.school_id))
        processes.change_theme(
            tx, theme_id, title=words.title, why=words.why, expectation=words.expectation
        )


def list_themes(tool: Tool, viewer: Viewer) -> list[Theme]:
    """Themes of the viewer's school, the newest school year first."""
    if viewer.school_id is None:
        return []
    with tool.database.reading(viewer.tenant) as tx:
        return processes.themes_of_school(tx, viewer.school_id)


def find_theme(tool: Tool, viewer: Viewer, theme_id: UUID) -> Theme:
    with tool.database.reading(viewer.tenant) as tx:
        theme = processes.theme(tx, theme_id)
    if theme.school_id != viewer.school_id:
        raise NoSuchTheme(id=theme_id)
    return theme
