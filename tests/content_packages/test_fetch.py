"""The fetch URL: one token, once; then errors in the words of the standard, always 200."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from content_packages import abandon
from tests.content_packages.conftest import EXPERIENCED, TENANT, Desk


def test_the_token_is_given_once(desk: Desk) -> None:
    player = desk.launch(desk.add())

    first, second = player.fetch(), player.fetch()

    assert set(first) == {"auth-token"}
    assert second == {
        "error-code": "1",
        "error-text": "This token was already given out, or the session has ended.",
    }


def test_of_many_who_ask_at_once_one_gets_the_token(desk: Desk) -> None:
    player = desk.launch(desk.add())

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: player.fetch(), range(8)))

    assert sum("auth-token" in answer for answer in answers) == 1


def test_a_guessed_address_gives_an_error_with_status_200(desk: Desk) -> None:
    answer = desk.content.test_client().post("/fetch/1")

    assert answer.status_code == 200
    assert (answer.json or {})["error-code"] == "2"
    assert answer.mimetype == "application/json"


def test_an_abandoned_launch_gives_no_token(desk: Desk) -> None:
    player = desk.launch(desk.add())
    abandon(desk.shelf, TENANT, player.launch.session_id)

    assert player.fetch()["error-code"] == "1"


def test_a_launch_that_nobody_opened_expires(desk: Desk) -> None:
    player = desk.launch(desk.add())
    desk.clock.forward(hours=2)

    assert player.fetch()["error-code"] == "1"


def test_only_posting_gives_the_token(desk: Desk) -> None:
    path = urlsplit(desk.launch(desk.add()).given["fetch"]).path

    assert desk.content.test_client().get(path).status_code == 405


def test_units_on_any_site_may_read_the_answer(desk: Desk) -> None:
    path = urlsplit(desk.launch(desk.add()).given["fetch"]).path
    client = desk.content.test_client()

    asked = client.options(path, headers={"Origin": "https://cursus.example"})
    given = client.post(path, headers={"Origin": "https://cursus.example"})

    assert (asked.status_code, given.status_code) == (204, 200)
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert given.headers["Access-Control-Allow-Origin"] == "*"
    assert given.headers["Cache-Control"] == "no-store"


def test_the_secrets_of_a_launch_do_not_open_each_others_doors(desk: Desk) -> None:
    player = desk.launch(desk.add())
    fetch = urlsplit(player.given["fetch"]).path.rpartition("/")[2]
    files = urlsplit(player.launch.url).path.split("/")[2]
    client = desk.content.test_client()

    assert (client.post(f"/fetch/{files}").json or {})["error-code"] == "2"
    assert client.get(f"/c/{fetch}/index.html").status_code == 404


def test_no_secret_stands_in_the_database(desk: Desk) -> None:
    player = desk.launch(desk.add()).begin()
    secrets = [player.token, urlsplit(player.given["fetch"]).path.rpartition("/")[2]]

    with desk.shelf.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM content_door").all()

    assert rows
    assert not any(secret in str(rows) for secret in secrets)


def test_a_token_that_was_never_given_is_unknown_and_asks_no_password(desk: Desk) -> None:
    player = desk.launch(desk.add())
    player.token = "Y21pNTpuZXZlcg=="

    answer = player.ask("GET", "statements")

    assert answer.status_code == 401
    assert "Basic" not in answer.headers["WWW-Authenticate"]


def test_a_token_lasts_a_day_at_most(desk: Desk) -> None:
    player = desk.launch(desk.add()).start()
    desk.clock.forward(hours=25)

    assert player.say(EXPERIENCED).status_code == 403
