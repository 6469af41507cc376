"""What happens at the same moment: said once, open once, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from content_packages import open_sessions
from content_packages.rules.vocabulary import AuVerb
from tests.content_packages.conftest import EXPERIENCED, TENANT, Desk
from tests.content_packages.packages import Au, course, zipped

PASSED = zipped(course(Au(attributes={"moveOn": "Completed"})))


def test_of_six_who_complete_at_once_one_does(desk: Desk) -> None:
    player = desk.launch(desk.add(PASSED)).start()
    statements = [player.statement(AuVerb.COMPLETED) for _ in range(6)]

    with ThreadPoolExecutor(6) as pool:
        answers = [one.status_code for one in pool.map(player.send, statements)]

    assert sorted(answers) == [200, 403, 403, 403, 403, 403]
    assert desk.verbs().count("completed") == desk.verbs().count("satisfied") == 1


def test_of_launches_at_once_one_session_stays_open(desk: Desk) -> None:
    package, registration = desk.add(PASSED), uuid4()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda _: desk.launch(package, registration=registration), range(5)))

    with desk.shelf.database.reading(TENANT) as tx:
        assert len(open_sessions(tx, registration)) == 1
    assert desk.verbs().count("launched") == 5
    assert desk.verbs().count("abandoned") == 4


def test_speaking_while_being_launched_again_never_gets_stuck(desk: Desk) -> None:
    package = desk.add(PASSED)
    player = desk.launch(package).start()
    registration = UUID(player.given["registration"])

    def act(number: int) -> int:
        if number % 4 == 0:
            desk.launch(package, registration=registration)
            return 403
        return player.send(player.statement(EXPERIENCED)).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(act, range(24)))

    assert answers <= {200, 403}
    with desk.shelf.database.reading(TENANT) as tx:
        assert len(open_sessions(tx, registration)) == 1
