"""What teachers tried, thought and learned by chance along the way."""

from leerspoor.demo.school.goals import Lived
from leerspoor.demo.school.story import Story
from leerspoor.demo.school.texts import MOMENTS, REFLECTIONS, TRIED
from lti_tool.practice.operations import (
    Invitation,
    Tried,
    Words,
    catch_moment,
    finish_visit,
    invite_colleague,
    reflect,
    try_out,
)
from lti_tool.practice.rules import Went


def practise(story: Story, lived: Lived, times: int) -> None:
    """Try out and reflect a few times between the beginning and the end of a goal."""
    for turn in range(times):
        part = (turn + 1) / (times + 1)
        then = story.at(lived.during(part))
        tried = Tried(
            story.dice.choice(TRIED),
            then.clock().date(),
            story.dice.choice((Went.SOMEWHAT, Went.WELL, Went.WELL, Went.HARD)),
        )
        attempt = try_out(then, lived.viewer, lived.goal.id, tried)
        if turn % 2 == 0:
            later = story.at(lived.during(part + 0.03))
            words = Words(*story.dice.choice(REFLECTIONS), follows=attempt.statement_id)
            reflect(later, lived.viewer, lived.goal.id, words)


def learn_by_chance(story: Story, lived: Lived, times: int) -> None:
    for turn in range(times):
        then = story.at(lived.during((turn + 0.5) / times))
        goal_id = lived.goal.id if turn % 2 == 0 else None
        catch_moment(then, lived.viewer, story.dice.choice(MOMENTS), goal_id)


def be_visited(story: Story, lived: Lived, visitor: Lived) -> None:
    """A colleague came to look at half time."""
    then = story.at(lived.during(0.5))
    asked = Invitation(
        visitor.viewer.person_id,
        "Wie weet halverwege nog wat het doel is?",
        then.clock().date(),
    )
    visit = invite_colleague(then, lived.viewer, lived.goal.id, asked)
    then = story.at(lived.during(0.55))
    finish_visit(then, visitor.viewer, visit.id, "Negen van de tien noemden het doel goed.")
