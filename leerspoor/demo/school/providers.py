"""A course provider that pushed completions; one of them still waits for its person."""

from collections.abc import Sequence

from leerspoor.demo.school.goals import Lived
from leerspoor.demo.school.story import Story
from lti_tool.people.operations import confirm_alias
from lti_tool.people.rules import AliasKind
from lti_tool.providers.operations.keep_providers import add_provider
from lti_tool.providers.operations.push_completions import Caller, let_in, push_completions
from lti_tool.providers.rules import Completion

HOMEPAGE = "https://cursussen.example"
COURSE = f"{HOMEPAGE}/rekenen-met-begrip"
COURSE_NAME = "Rekenen met begrip (online cursus)"
GOALS_COURSE = f"{HOMEPAGE}/leerdoelen-stellen"
GOALS_COURSE_NAME = "Leerdoelen stellen (online cursus)"
WAITING = "leraar-01@springplank.example"
"""The address of Sanne in the academy: at her next launch she is asked whether it is she."""


def add_course_provider(story: Story) -> Caller:
    access = add_provider(
        story.tool.database, story.staff.board, "Voorbeeldaanbieder", HOMEPAGE, [f"{HOMEPAGE}/"]
    )
    return let_in(story.tool, access.key, access.secret)


def push_last_year(story: Story, caller: Caller, lived: Sequence[Lived]) -> None:
    """Half of the teachers followed the course; one result was corrected later."""
    for number, one in enumerate(lived[::2]):
        account = f"cursist-{number + 1:04}"
        with story.tool.database.writing(story.staff.board) as tx:
            confirm_alias(tx, one.viewer.person_id, AliasKind.ACCOUNT, HOMEPAGE, account)
        done = Completion(
            reference=f"RMB-{number + 1:04}",
            revision=1,
            account=account,
            email=None,
            course_id=COURSE,
            course_name=COURSE_NAME,
            completed_at=one.during(0.4),
            success=True,
            score=0.8,
            minutes=180,
        )
        push_completions(story.at(one.during(0.45)), caller, [done])


def push_waiting(story: Story, caller: Caller, lived: Lived) -> None:
    """An account that nobody is known by yet, with an address that somebody has."""
    done = Completion(
        reference="LDS-0001",
        revision=1,
        account="cursist-88213",
        email=WAITING,
        course_id=GOALS_COURSE,
        course_name=GOALS_COURSE_NAME,
        completed_at=lived.during(0.6),
        success=True,
        score=0.85,
        minutes=120,
    )
    push_completions(story.at(lived.during(0.9)), caller, [done])
