"""Reflecting, trying out, a moment and a lesson visit: words stay with us, facts are told."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from foundation.database import Database
from lti_tool.goals.rules import NoSuchGoal
from lti_tool.practice.operations import (
    Invitation,
    Tried,
    Words,
    agree_on_visit,
    attempts_of,
    cancel_visit,
    catch_moment,
    finish_visit,
    invite_colleague,
    moments_of,
    reflect,
    reflections_of,
    take_back,
    try_out,
    visits_of,
)
from lti_tool.practice.rules import (
    Attempt,
    InformalMoment,
    NoSuchRecord,
    NoSuchVisit,
    NothingToFollow,
    NotYourColleague,
    VisitCannotGo,
    VisitState,
    Went,
)
from tests.conftest import FrozenClock
from tests.lti_tool.schools import SmallSchool, small_school

WORDS = Words("Ik liet het doel navertellen.", "Ze vroegen door.", "Morgen weer.")
TRIED = Tried("Exit-kaartje met één vraag", date(2026, 11, 20), Went.WELL)


@pytest.fixture
def school(database: Database, clock: FrozenClock) -> SmallSchool:
    return small_school(database, clock)


def told_by(school: SmallSchool, verb: str) -> list[dict[str, object]]:
    return [s.body for s in school.statements() if s.verb.endswith(verb)]


def test_no_word_that_somebody_typed_reaches_the_record_store(school: SmallSchool) -> None:
    goal = school.starts_goal()
    reflect(school.tool, school.teacher, goal.id, WORDS)
    try_out(school.tool, school.teacher, goal.id, TRIED)
    catch_moment(school.tool, school.teacher, "Bij de koffie geleerd", goal.id)

    said = json.dumps([s.body for s in school.statements()], ensure_ascii=False)
    for words in ("navertellen", "Ze vroegen door", "Exit-kaartje", "koffie", "Sanne"):
        assert words not in said


def test_a_reflection_is_told_with_what_it_looks_back_on(school: SmallSchool) -> None:
    goal = school.starts_goal()
    attempt = try_out(school.tool, school.teacher, goal.id, TRIED)
    words = Words("a", "b", "c", follows=attempt.statement_id)

    made = reflect(school.tool, school.teacher, goal.id, words)

    (said,) = told_by(school, "/reflected")
    context = said["context"]
    assert isinstance(context, dict)
    assert context["statement"]["id"] == str(attempt.statement_id)
    assert str(made.id) in str(context["extensions"])
    assert str(goal.id) in str(context["contextActivities"]["grouping"])
    with school.tool.database.reading(school.tenant) as tx:
        assert reflections_of(tx, [goal.id]) == [made]


def test_one_cannot_look_back_on_what_somebody_else_did(school: SmallSchool) -> None:
    goal = school.starts_goal()
    strange = catch_moment(school.tool, school.colleague, "Van mij")

    with pytest.raises(NothingToFollow):
        reflect(
            school.tool, school.teacher, goal.id, Words("a", "", "", follows=strange.statement_id)
        )
    assert told_by(school, "/reflected") == []


def test_one_writes_only_about_her_own_goals(school: SmallSchool) -> None:
    goal = school.starts_goal()

    for write in (
        lambda: reflect(school.tool, school.colleague, goal.id, WORDS),
        lambda: try_out(school.tool, school.leader, goal.id, TRIED),
        lambda: catch_moment(school.tool, school.colleague, "x", goal.id),
    ):
        with pytest.raises(NoSuchGoal):
            write()


def test_a_moment_needs_no_goal(school: SmallSchool) -> None:
    made = catch_moment(school.tool, school.teacher, "Op de gang")

    (said,) = told_by(school, "/experienced")
    assert "grouping" not in str(said["context"])
    with school.tool.database.reading(school.tenant) as tx:
        since = datetime(2026, 1, 1, tzinfo=UTC)
        assert moments_of(tx, school.teacher.person_id, since) == [made]
        assert moments_of(tx, school.colleague.person_id, since) == []


def test_what_is_taken_back_is_gone_and_voided(school: SmallSchool) -> None:
    goal = school.starts_goal()
    attempt = try_out(school.tool, school.teacher, goal.id, TRIED)

    with pytest.raises(NoSuchRecord):
        take_back(school.tool, school.colleague, Attempt, attempt.id)
    take_back(school.tool, school.teacher, Attempt, attempt.id)

    with school.tool.database.reading(school.tenant) as tx:
        assert attempts_of(tx, [goal.id]) == []
    assert [s.voids for s in school.statements() if s.voids] == [attempt.statement_id]
    with pytest.raises(NoSuchRecord):
        take_back(school.tool, school.teacher, InformalMoment, uuid4())


def test_a_visit_goes_from_invitation_to_done_and_is_told_of_the_visitor(
    school: SmallSchool,
) -> None:
    goal = school.starts_goal()
    asked = Invitation(school.colleague.person_id, "Wie weet het doel nog?")
    visit = invite_colleague(school.tool, school.teacher, goal.id, asked)
    assert visit.state is VisitState.INVITED

    agree_on_visit(school.tool, school.colleague, visit.id, date(2026, 11, 25))
    done = finish_visit(school.tool, school.colleague, visit.id, "Negen van de tien.")

    assert (done.state, done.seen) == (VisitState.DONE, "Negen van de tien.")
    (said,) = told_by(school, "/observed")
    assert str(school.colleague.pseudonym) in str(said["actor"])
    assert str(school.teacher.pseudonym) in str(said["object"])
    assert "Negen" not in str(said)
    with pytest.raises(VisitCannotGo):
        cancel_visit(school.tool, school.teacher, visit.id)


def test_what_the_visitor_saw_comes_from_the_visitor_only(school: SmallSchool) -> None:
    goal = school.starts_goal()
    asked = Invitation(school.colleague.person_id, planned_on=date(2026, 11, 20))
    visit = invite_colleague(school.tool, school.teacher, goal.id, asked)
    assert visit.state is VisitState.AGREED

    done = finish_visit(school.tool, school.teacher, visit.id, "Ik schrijf dit over mezelf.")

    assert done.seen == ""


def test_only_a_colleague_of_the_same_school_can_be_asked(school: SmallSchool) -> None:
    goal = school.starts_goal()

    for stranger in (school.outsider.person_id, uuid4(), school.teacher.person_id):
        with pytest.raises(NotYourColleague):
            invite_colleague(school.tool, school.teacher, goal.id, Invitation(stranger))


def test_a_visit_is_known_to_the_two_of_them_only(school: SmallSchool) -> None:
    goal = school.starts_goal()
    asked = Invitation(school.colleague.person_id)
    visit = invite_colleague(school.tool, school.teacher, goal.id, asked)

    with school.tool.database.reading(school.tenant) as tx:
        assert [v.id for v in visits_of(tx, school.colleague.person_id)] == [visit.id]
        assert visits_of(tx, school.leader.person_id) == []
    with pytest.raises(NoSuchVisit):
        finish_visit(school.tool, school.leader, visit.id)
