"""When a cmi5 module is done."""

from uuid import UUID, uuid4

from lti_tool.evidence.rules.events import CMI5, CMI5_CATEGORY, COURSE, event_of
from lti_tool.evidence.rules.facts import Kind
from lti_tool.evidence.rules.links import KnownOffering, Surroundings, facts_of
from lti_tool.profile.rules import COMPLETED, INITIALIZED, Mode, activity
from tests.lti_tool.evidence.counting import NOVEMBER

BASE = "https://leerspoor.example"
LAST, FIRST, WHOLE = f"{BASE}/unit-2", f"{BASE}/unit-1", f"{BASE}/course"
REGISTRATION = uuid4()


def kinds(finished_by: frozenset[str], *said: tuple[str, str]) -> list[Kind]:
    """The facts of a person who says these (verb, activity) in an offering."""
    offering = KnownOffering(uuid4(), Mode.ONLINE, finished_by)
    known = Surroundings(
        BASE,
        people={("account", BASE, "sanne"): UUID(int=1)},
        by_registration={REGISTRATION: offering},
    )
    events = [
        event_of(
            uuid4(),
            NOVEMBER,
            {
                "actor": {"account": {"homePage": BASE, "name": "sanne"}},
                "verb": {"id": verb},
                "object": activity(what, COURSE if what == WHOLE else None),
                "context": {
                    "registration": str(REGISTRATION),
                    "contextActivities": {"category": [{"id": CMI5_CATEGORY}]},
                },
            },
        )
        for verb, what in said
    ]
    return [fact.kind for event in events if event for fact in facts_of(event, known)]


def test_the_satisfied_course_is_the_end_of_a_module() -> None:
    told = kinds(
        frozenset(), (INITIALIZED.id, LAST), (COMPLETED.id, LAST), (f"{CMI5}/satisfied", WHOLE)
    )

    assert told == [Kind.STARTED, Kind.PROGRESSED, Kind.COMPLETED]


def test_a_course_that_is_satisfied_at_enrolment_is_not_done() -> None:
    assert kinds(frozenset({LAST}), (f"{CMI5}/satisfied", WHOLE)) == []


def test_there_the_last_unit_is_the_end() -> None:
    told = kinds(frozenset({LAST}), (COMPLETED.id, FIRST), (COMPLETED.id, LAST))

    assert told == [Kind.PROGRESSED, Kind.COMPLETED]
