"""The teacher walks her own pages: from what pinches to the next goal."""

from uuid import uuid4

import orjson
import pytest

from leerspoor.product import Product
from lti_tool.blend.operations.plan_blend import plan_blend
from lti_tool.blend.rules.choices import VISIT, Plan
from lti_tool.goals.operations import share_goal, start_draft
from lti_tool.goals.rules import Goal, ShareWish, Solved
from lti_tool.people.rules import Audience, ShareLevel
from lti_tool.practice.operations import (
    Invitation,
    Tried,
    Words,
    catch_moment,
    invite_colleague,
    reflect,
    try_out,
)
from tests.conftest import FrozenClock
from tests.lti_tool.readers import Reader, goal_id_in, visit
from tests.lti_tool.schools import SmallSchool

PARTS = {
    "what": "benoem het lesdoel",
    "situation": "in elke rekenles",
    "criterion": "",
    "deadline": "2026-12-20",
    "evidence": "exit-ticket",
}
FORM = {
    **PARTS,
    "problem": "Ze weten het niet meer.",
    "theme": "",
    "audience": "me",
    "confidence": 4,
}


def test_who_comes_for_the_first_time_reads_three_cards_first(
    product: Product, school: SmallSchool
) -> None:
    newcomer = visit(product, school.teacher, welcomed=False)

    assert newcomer.get("/").location.endswith("/welkom")
    cards = newcomer.reads("/welkom")
    newcomer.post("/welkom")

    assert all(
        title in cards for title in ("Het is van jou", "Wat je leider ziet", "neemt het mee")
    )
    assert "Begin je eerste leerdoel" in newcomer.reads("/")


def test_a_goal_goes_from_the_form_to_the_board(teacher: Reader, school: SmallSchool) -> None:
    answer = teacher.post("/doelen/nieuw", **FORM)

    goal_id = goal_id_in(answer.location)
    assert answer.status_code == 303
    assert answer.location.endswith("/blend")
    assert "In elke rekenles benoem ik het lesdoel." in teacher.reads("/")
    assert "Uiterlijk 20 december benoem ik in elke rekenles het lesdoel (exit-ticket)." in (
        teacher.reads(f"/doelen/{goal_id}")
    )
    assert school.told() == ["defined"]


def test_a_form_without_its_first_answer_comes_back_filled(teacher: Reader) -> None:
    answer = teacher.post("/doelen/nieuw", **{**FORM, "what": " "})

    assert answer.status_code == 422
    assert "Kijk hier nog even naar" in answer.text
    assert "in elke rekenles" in answer.text
    assert "Ze weten het niet meer." in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"deadline": "morgen"},
        {"audience": "everybody"},
        {"audience": "person"},
        {"theme": str(uuid4())},
        {"confidence": "99"},
        {"what": "x" * 301},
    ],
)
def test_what_can_not_be_is_said_and_nothing_is_kept(
    teacher: Reader, school: SmallSchool, wrong: dict[str, str]
) -> None:
    answer = teacher.post("/doelen/nieuw", **{**FORM, **wrong})

    assert answer.status_code == 422
    assert school.told() == []


def test_the_sentence_follows_what_she_types(teacher: Reader) -> None:
    answer = teacher.post("/doelen/zin", **{**FORM, "what": "", "deadline": "geen"})
    assert answer.status_code == 200

    answer = teacher.post("/doelen/zin", **FORM)

    assert "Uiterlijk 20 december benoem ik in elke rekenles het lesdoel" in answer.text
    assert "nog open" in answer.text
    assert "<html" not in answer.text


def test_zo_laten_keeps_the_hints_away(teacher: Reader, school: SmallSchool) -> None:
    answer = teacher.post("/doelen/nieuw", **FORM, quieter=1)

    assert answer.status_code == 200
    assert "De hints blijven weg" in answer.text
    assert "nog open" not in answer.text
    assert school.told() == []


def test_a_draft_waits_until_she_starts_it(teacher: Reader, school: SmallSchool) -> None:
    goal_id = goal_id_in(teacher.post("/doelen/nieuw", **FORM, draft=1).location)
    assert "Een getal of ‘elke les’ helpt je straks evalueren." in teacher.reads("/")
    assert "Een concept ziet niemand anders." in teacher.reads(f"/doelen/{goal_id}")
    assert school.told() == []

    answer = teacher.post(
        f"/doelen/{goal_id}/aanpassen", **PARTS, theme="", audience="me", version=1
    )

    assert answer.location.endswith(f"/doelen/{goal_id}/blend")
    assert school.told() == ["defined"]


def test_a_goal_that_looks_like_another_is_pointed_out(
    teacher: Reader, school: SmallSchool
) -> None:
    school.starts_goal()

    answer = teacher.post("/doelen/zin", what="het lesdoel benoemen in leerlingtaal")

    assert "Dit lijkt op een doel dat je al hebt" in answer.text


def test_a_fourth_goal_is_advised_against_and_still_possible(
    teacher: Reader, school: SmallSchool
) -> None:
    for _ in range(3):
        school.starts_goal()

    assert "Je hebt al drie doelen lopen" in teacher.reads("/doelen/nieuw")
    assert teacher.post("/doelen/nieuw", **FORM).status_code == 303


def test_what_she_did_stands_on_the_page_of_the_goal_by_itself(
    teacher: Reader, school: SmallSchool
) -> None:
    goal = school.starts_goal()
    tried = Tried("Een exit-kaartje met twee vragen", school.tool.clock().date())
    attempt = try_out(school.tool, school.teacher, goal.id, tried)
    words = Words("Ik vroeg door.", "Ze keken terug.", "Morgen weer.", attempt.statement_id)
    reflect(school.tool, school.teacher, goal.id, words)

    page = teacher.reads(f"/doelen/{goal.id}")

    assert "In de klas 1 van 1" in page
    assert "Een exit-kaartje met twee vragen" in page
    assert "Ze keken terug." in page


def test_what_belongs_to_no_goal_yet_is_linked_and_loosened(
    teacher: Reader, school: SmallSchool
) -> None:
    goal = school.starts_goal()
    moment = catch_moment(school.tool, school.teacher, "Bij de koffie gehoord.")
    assert "Hoort dit bij dit doel?" in teacher.reads(f"/doelen/{goal.id}")
    assert "+00:00" not in teacher.reads("/moment")

    teacher.post(f"/doelen/{goal.id}/koppelen", statement=moment.statement_id)

    assert "Tussendoor 1 van 1" in teacher.reads(f"/doelen/{goal.id}")
    teacher.post(f"/doelen/{goal.id}/ontkoppelen", statement=moment.statement_id)
    assert "Tussendoor" not in teacher.reads(f"/doelen/{goal.id}")


@pytest.mark.parametrize("statement", ["", "no id", "6c255844-8dc7-4d83-ab02-3c2d94ac27fe"])
def test_linking_something_that_is_not_there_is_said_kindly(
    teacher: Reader, school: SmallSchool, statement: str
) -> None:
    goal = school.starts_goal()

    answer = teacher.post(f"/doelen/{goal.id}/koppelen", statement=statement)

    assert answer.status_code == 404


def evaluate(teacher: Reader, goal: Goal, **more: object) -> None:
    said = {"judgement": "bereikt", "solved": "ja", "pupils": "8 van de 10", "confidence": 8}
    answer = teacher.post(f"/doelen/{goal.id}/evalueren", **{**said, **more})
    assert answer.status_code == 303


def test_looking_back_finds_the_evidence_there_and_offers_what_follows(
    teacher: Reader, school: SmallSchool
) -> None:
    goal = school.starts_goal(problem="Ze weten het niet meer.")
    try_out(school.tool, school.teacher, goal.id, Tried("…", school.tool.clock().date()))
    form = teacher.reads(f"/doelen/{goal.id}/evalueren")
    assert "Je deed het in de klas 1 keer" in form
    assert "Ze weten het niet meer." in form

    evaluate(teacher, goal)

    page = teacher.reads(f"/doelen/{goal.id}")
    assert "Waar je op uitkwam" in page
    assert "Borg wat werkt" in page
    assert "Volgend leerdoel" in page
    extensions = school.statements()[-1].body["result"]["extensions"]
    assert extensions["https://w3id.org/leerspoor/xapi/extensions/guskey-niveau"] == 5


def test_without_pupils_the_depth_is_that_of_what_was_recorded(
    teacher: Reader, school: SmallSchool
) -> None:
    goal = school.starts_goal()
    try_out(school.tool, school.teacher, goal.id, Tried("…", school.tool.clock().date()))

    evaluate(teacher, goal, pupils="")

    extensions = school.statements()[-1].body["result"]["extensions"]
    assert extensions["https://w3id.org/leerspoor/xapi/extensions/guskey-niveau"] == 4


def test_an_evaluation_without_an_answer_comes_back(teacher: Reader, school: SmallSchool) -> None:
    goal = school.starts_goal()

    answer = teacher.post(f"/doelen/{goal.id}/evalueren", pupils="8 van de 10")

    assert answer.status_code == 422
    assert "8 van de 10" in answer.text


def test_a_goal_that_is_finished_can_not_be_evaluated_twice(
    teacher: Reader, school: SmallSchool
) -> None:
    goal = school.starts_goal()
    evaluate(teacher, goal)

    assert teacher.get(f"/doelen/{goal.id}/evalueren").status_code == 409
    answer = teacher.post(f"/doelen/{goal.id}/evalueren", judgement="bereikt", solved="ja")
    assert answer.status_code == 409


def test_anchoring_and_the_next_goal_close_the_circle(teacher: Reader, school: SmallSchool) -> None:
    goal = school.starts_goal()
    evaluate(teacher, goal, solved=Solved.YES.value)
    teacher.post(
        f"/doelen/{goal.id}/borgen",
        kind="afspraak",
        text="Elke les het doel op het bord.",
        review_on="2027-06-01",
    )
    assert "Elke les het doel op het bord." in teacher.reads(f"/doelen/{goal.id}")

    assert "volgt op een leerproces" in teacher.reads(f"/doelen/nieuw?na={goal.process_id}")
    teacher.post("/doelen/nieuw", **FORM, predecessor=goal.process_id)

    assert school.told() == ["defined", "evaluated", "anchored", "defined"]


def test_a_goal_is_paused_stopped_and_reopened(teacher: Reader, school: SmallSchool) -> None:
    goal = school.starts_goal()
    teacher.post(f"/doelen/{goal.id}/stap", to="pause")
    assert "Gepauzeerd" in teacher.reads("/")
    assert "loslaten is ook een keuze" in teacher.reads(f"/doelen/{goal.id}/stoppen")
    teacher.post(f"/doelen/{goal.id}/stoppen", reason="other_priority")
    assert "Gestopt of opgeborgen" in teacher.reads("/")

    teacher.post(f"/doelen/{goal.id}/stap", to="reopen")

    assert "Mee bezig 1" in teacher.reads("/")
    assert teacher.post(f"/doelen/{goal.id}/stap", to="heaven").status_code == 409


def test_a_colleague_sees_what_was_shared_and_no_word_more(
    product: Product, school: SmallSchool, teacher: Reader
) -> None:
    goal = school.starts_goal(problem="Dit blijft van mij.")
    try_out(
        school.tool, school.teacher, goal.id, Tried("Geheim kaartje", school.tool.clock().date())
    )
    colleague = visit(product, school.colleague)
    assert colleague.get(f"/doelen/{goal.id}").status_code == 403

    teacher.post(
        f"/doelen/{goal.id}/delen",
        audience="person",
        colleague=school.colleague.person_id,
        level="doel-en-voortgang",
    )

    page = colleague.reads(f"/doelen/{goal.id}")
    assert "Leerdoel van Sanne de Vries" in page
    assert "In de klas 1 van 1" in page
    assert not any(word in page for word in ("Geheim", "van mij", "Uitgeprobeerd in de klas"))
    assert "Sanne de Vries" in colleague.reads("/")


def test_with_evidence_a_colleague_reads_what_was_done_but_not_her_words(
    product: Product, school: SmallSchool
) -> None:
    goal = school.starts_goal()
    try_out(
        school.tool, school.teacher, goal.id, Tried("Geheim kaartje", school.tool.clock().date())
    )
    wish = ShareWish(Audience.TEAM, level=ShareLevel.WITH_EVIDENCE)
    share_goal(school.tool, school.teacher, goal.id, wish)

    page = visit(product, school.colleague).reads(f"/doelen/{goal.id}")

    assert "Uitgeprobeerd in de klas" in page
    assert "Geheim" not in page


def test_a_share_for_the_leader_gives_a_colleague_nothing(
    product: Product, school: SmallSchool
) -> None:
    goal = school.starts_goal()
    share_goal(school.tool, school.teacher, goal.id, ShareWish(Audience.LEADER))

    assert visit(product, school.colleague).get(f"/doelen/{goal.id}").status_code == 403
    assert visit(product, school.leader).get(f"/doelen/{goal.id}").status_code == 200


def test_sharing_is_taken_back_on_the_same_page(teacher: Reader, school: SmallSchool) -> None:
    goal = school.starts_goal(wish=ShareWish(Audience.TEAM))
    page = teacher.get(f"/doelen/{goal.id}/delen").text
    stop = page.split('action="')[1:]
    path = next(one.split('"')[0] for one in stop if one.split('"')[0].endswith("/stop"))

    teacher.client.post(path, data={"visit_token": teacher.token})

    assert "Alleen jij" in teacher.reads(f"/doelen/{goal.id}/delen")
    assert school.told() == ["defined", "shared", "unshared"]


def test_another_teachers_pages_are_closed(product: Product, school: SmallSchool) -> None:
    goal = school.starts_goal()
    colleague = visit(product, school.colleague)

    for page in ("aanpassen", "delen", "stoppen", "borgen", "evalueren"):
        assert colleague.get(f"/doelen/{goal.id}/{page}").status_code == 404
    assert colleague.post(f"/doelen/{goal.id}/stap", to="pause").status_code == 404


def test_the_leader_sets_a_theme_that_teachers_can_choose(
    product: Product, school: SmallSchool, teacher: Reader
) -> None:
    leader = visit(product, school.leader)
    assert leader.post("/themas", title=" ").status_code == 422

    leader.post("/themas", title="Scherpe lesdoelen", why="Omdat …", expectation="Dat …")

    assert "Scherpe lesdoelen" in leader.reads("/themas")
    assert "Scherpe lesdoelen" in teacher.reads("/doelen/nieuw")
    assert "Thema van je team: Scherpe lesdoelen" in teacher.reads("/")
    assert teacher.get("/themas").status_code == 403


def test_she_takes_everything_with_her_and_nothing_of_others(
    product: Product, school: SmallSchool, teacher: Reader
) -> None:
    goal = school.starts_goal(problem="Ze weten het niet meer.")
    words = Words("Ik vroeg door.", "Ze keken terug.", "")
    reflect(school.tool, school.teacher, goal.id, words)
    start_draft(
        school.tool,
        school.colleague,
        goal_id_in(
            visit(product, school.colleague).post("/doelen/nieuw", **FORM, draft=1).location
        ),
    )

    answer = teacher.get("/meenemen/leerspoor.json")

    hers = orjson.loads(answer.data)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="leerspoor.json"'
    assert [one["id"] for one in hers["goals"]] == [str(goal.id)]
    assert hers["goals"][0]["sentence"].startswith("Uiterlijk 20 december benoem ik")
    assert hers["processes"][0]["problem"] == "Ze weten het niet meer."
    assert hers["reflections"][0]["saw"] == "Ze keken terug."
    verbs = [one["verb"]["id"].rsplit("/", 1)[-1] for one in hers["statements"]]
    assert verbs == ["defined", "reflected"]


def test_a_goal_whose_day_comes_asks_to_look_back(
    product: Product, teacher: Reader, school: SmallSchool, clock: FrozenClock
) -> None:
    school.starts_goal()
    assert "heb je bereikt wat je wilde" not in teacher.reads("/")

    clock.forward(days=22)  # five days before the 20th of December

    assert "heb je bereikt wat je wilde" in visit(product, school.teacher).reads("/")


def test_the_board_is_read_in_as_many_queries_for_one_goal_as_for_fifty(
    teacher: Reader, school: SmallSchool, queries: list[str]
) -> None:
    school.starts_goal()
    teacher.get("/")
    queries.clear()
    teacher.get("/")
    for_one = len(queries)
    for _ in range(49):
        school.starts_goal()
    queries.clear()

    assert teacher.get("/").status_code == 200

    assert len(queries) <= for_one
    assert "Nog 44 doelen" in teacher.reads("/")


def test_a_planned_visit_says_by_whom_and_is_invited_once(
    teacher: Reader, school: SmallSchool
) -> None:
    goal = school.starts_goal()
    plan = Plan((VISIT,), colleague_id=school.colleague.person_id)
    (item,) = plan_blend(school.tool, school.teacher, goal.id, plan)
    assert "Lesbezoek door Youssef El Amrani" in teacher.reads("/")
    assert f"onderdeel={item.id}" in teacher.get(f"/doelen/{goal.id}").text

    asked = Invitation(school.colleague.person_id, "Wie weet het doel nog?", item_id=item.id)
    invite_colleague(school.tool, school.teacher, goal.id, asked)

    assert f"onderdeel={item.id}" not in teacher.get(f"/doelen/{goal.id}").text


def test_a_colleague_finds_the_invitation_on_her_own_page(
    product: Product, school: SmallSchool
) -> None:
    goal = school.starts_goal()
    asked = Invitation(school.colleague.person_id, "Wie weet het doel nog?")
    invite_colleague(school.tool, school.teacher, goal.id, asked)

    page = visit(product, school.colleague).reads("/")

    assert "Sanne de Vries vraagt of je eens komt kijken in de les." in page
