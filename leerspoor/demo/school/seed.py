"""Fill an empty database with the demo: chapter by chapter, the same every time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from uuid import UUID

from leerspoor.demo.academy import Academy
from leerspoor.demo.school import goals, meetings, modules, practice
from leerspoor.demo.school.goals import Lived
from leerspoor.demo.school.people import Staff, add_people
from leerspoor.demo.school.providers import add_course_provider, push_last_year, push_waiting
from leerspoor.demo.school.story import Story
from leerspoor.demo.school.texts import (
    BOARD,
    LAST_THEME,
    LAST_WHY,
    SCHOOL,
    THEME,
    THEME_EXPECTATION,
    THEME_WHY,
)
from leerspoor.demo.school.times import AMSTERDAM, Calendar, TimeMachine
from leerspoor.product import Product
from lti_tool.goals.operations import ThemeWords, add_theme
from lti_tool.people.operations import add_board, welcome
from lti_tool.platforms.operations.add_platform import add_platform
from lti_tool.platforms.rules.registrations import people_issuer
from lti_tool.providers.operations.push_completions import Caller

SEED = 2026
PLAYED_AT = (0.1, 0.4, 0.75)
"""Where in the time of her goal somebody plays the module: not all in one month."""

Chapter = tuple[str, Callable[[], object]]
Progress = Callable[[str, int, int], None]
"""Called before each chapter: its title, its number from 1, and how many there are."""


def seed(product: Product, clock: TimeMachine, academy: Academy, progress: Progress) -> Staff:
    """Make the school and its year. `clock` is the clock of `product`; it ends at now."""
    now = clock()
    calendar = Calendar(now.astimezone(AMSTERDAM).date())
    staff = _organise(product, academy, calendar)
    story = Story(product, clock, staff, calendar, Random(SEED))  # noqa: S311  (no secrets here)
    caller = add_course_provider(story)
    chapters: tuple[Chapter, ...] = (
        ("Last school year", lambda: _last_year(story, caller)),
        ("This school year", lambda: _this_year(story, caller, now)),
    )
    for number, (title, write) in enumerate(chapters, start=1):
        progress(title, number, len(chapters))
        write()
    clock.moment = now
    return staff


def _organise(product: Product, academy: Academy, calendar: Calendar) -> Staff:
    tool = product.tool
    board = add_board(tool.database, BOARD)
    with tool.database.writing(board.id) as tx:
        issuer = people_issuer(academy.url, academy.client_id)
        staff = add_people(tx, board.id, issuer, calendar.last_year_start)
    for viewer in staff.viewers.values():
        welcome(tool.database, viewer, tool.clock)
    raw = {**academy.registration(), "board": board.id, "school": SCHOOL}
    add_platform(tool.database, raw)
    return staff


def _last_year(story: Story, caller: Caller) -> None:
    at = story.at(story.calendar.last_year(0))
    theme = add_theme(at, story.staff.leader, ThemeWords(LAST_THEME, LAST_WHY))
    series = meetings.add_series(story, theme, LAST_THEME)
    lived = goals.live_last_year(story, theme)
    meetings.hold_last_year(story, series, _goal_of(lived))
    for number, one in enumerate(lived):
        practice.practise(story, one, times=1 + number % 3)
    push_last_year(story, caller, lived)


def _this_year(story: Story, caller: Caller, now: datetime) -> None:
    at = story.at(story.calendar.this_year(0))
    words = ThemeWords(THEME, THEME_WHY, THEME_EXPECTATION)
    theme = add_theme(at, story.staff.leader, words)
    series = meetings.add_series(story, theme, THEME)
    package, module = modules.add_module(story, theme)
    lived = goals.live_this_year(story, theme)
    meetings.hold_this_year(story, series, _goal_of(lived))
    for number, one in enumerate(lived):
        if one.goal.theme_id:
            modules.plan(story, module, one, number)
        units = (1, 3, 0, 3, 3, 2)[number % 6]
        modules.play(story, package, module, one, one.during(PLAYED_AT[number % 3]), units)
        practice.practise(story, one, times=number % 4)
        practice.learn_by_chance(story, one, times=2 + number % 2)
    for one, visitor in zip(lived[1:8:2], lived[2:9:2], strict=True):
        practice.be_visited(story, one, visitor)
    for number, one in enumerate(goals.live_first_weeks(story, theme)):
        practice.practise(story, one, times=1 + number % 2)
        goals.look_back(story, one)
    push_waiting(story, caller, lived[0])
    story.at(now)
    meetings.plan_meetings(story, series)


def _goal_of(lived: Sequence[Lived]) -> dict[UUID, UUID]:
    return {one.viewer.person_id: one.goal.id for one in lived}
