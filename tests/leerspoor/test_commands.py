"""The command line: what an administrator types, and what she is told."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import httpx
import pytest
from click.testing import CliRunner, Result

from foundation.database import Database
from foundation.migrations import upgrade
from leerspoor.commands import main
from leerspoor.product import connect
from lrs import Credential, RecordStore, Scope, statements_after, store_statements
from lrs.rules.json_text import write_json
from lti_tool.people.operations import add_person, confirm_alias
from lti_tool.people.rules import AliasKind
from tests.lrs.made import made_credential
from tests.lrs.served import served
from tests.product import CONTENT_URL, TOOL_URL

NEEDED = {
    "LEERSPOOR_TOOL_URL": TOOL_URL,
    "LEERSPOOR_CONTENT_URL": CONTENT_URL,
    "LEERSPOOR_SECRET": "a secret of exactly enough bytes",
}
STATEMENT: dict[str, Any] = {
    "actor": {"mbox": "mailto:sanne@school.example"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
    "object": {"id": "https://aanbieder.example/cursus"},
}


class Administrator:
    """Types commands with the settings of one installation."""

    def __init__(self, database_url: str, folder: Path) -> None:
        here = {"LEERSPOOR_DATABASE_URL": database_url, "LEERSPOOR_PACKAGES": str(folder)}
        self.environment = NEEDED | here

    def types(self, *words: str | Path, code: int = 0) -> Result:
        said = CliRunner(env=self.environment).invoke(main, [str(word) for word in words])
        assert said.exit_code == code, said.output
        return said


@pytest.fixture
def administrator(database_url: str, tmp_path: Path) -> Administrator:
    return Administrator(database_url, tmp_path / "packages")


def every_command(group: click.Command, path: str = "leerspoor") -> Iterator[tuple[str, str]]:
    yield path, group.help or ""
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from every_command(command, f"{path} {name}")


def test_every_command_explains_itself() -> None:
    silent = [path for path, said in every_command(main) if len(said) < 20]

    assert silent == []
    assert CliRunner().invoke(main, ["--help"]).exit_code == 0


def test_a_board_is_set_up_from_nothing(administrator: Administrator, tmp_path: Path) -> None:
    administrator.types("database", "upgrade")
    assert "Board 1: Stichting" in administrator.types("boards", "add", "Stichting").output
    administrator.types("schools", "add", "--board", "1", "De Springplank", "--brin", "06KX")
    assert "06KX" in administrator.types("schools", "list", "--board", "1").output
    academy = tmp_path / "academy.json"
    address = "https://academie.example"
    academy.write_text(
        json.dumps(
            {
                "board": 1,
                "school": "De Springplank",
                "name": "Academie",
                "issuer": address,
                "client_id": "leerspoor",
                "auth_url": f"{address}/auth",
                "jwks_url": f"{address}/certs",
                "deployments": [{"id": "1"}],
            }
        ),
        encoding="utf-8",
    )
    assert "is registered for board 1" in administrator.types("platforms", "add", academy).output
    assert address in administrator.types("platforms", "list").output
    administrator.types("evidence", "rebuild")


def test_faults_are_one_clear_sentence(administrator: Administrator, tmp_path: Path) -> None:
    broken = tmp_path / "academy.json"
    broken.write_text("{", encoding="utf-8")

    assert "is not JSON" in administrator.types("platforms", "add", broken, code=1).output
    broken.write_text("{}", encoding="utf-8")
    told = administrator.types("platforms", "add", broken, code=1).output
    assert all(field in told for field in ("board", "issuer", "client_id", "auth_url"))
    told = administrator.types("schools", "add", "--board", "9", "De Linde", code=1).output
    assert told.strip() == "Error: Board 9 is not known here."


def test_a_key_for_what_is_no_iri_is_refused(administrator: Administrator) -> None:
    administrator.types("boards", "add", "Stichting Voorbeeld")

    for option, wrong in (("--prefix", "geen iri"), ("--verb", "completed")):
        told = administrator.types("credentials", "add", "--board", "1", "X", option, wrong, code=2)
        assert f"{wrong!r} is no IRI" in told.output


def test_who_forgot_the_tables_is_told_how_to_make_them(tmp_path: Path) -> None:
    newcomer = Administrator(f"sqlite:///{tmp_path}/new.sqlite", tmp_path)

    told = newcomer.types("boards", "list", code=1).output

    assert told == "Error: The tables are not there yet: run `leerspoor database upgrade` first.\n"


def test_a_database_or_a_host_that_can_not_be_is_named(tmp_path: Path) -> None:
    foreign = Administrator("mysql://leerspoor:geheim@localhost/x", tmp_path)
    told = foreign.types("boards", "list", code=1).output
    assert "LEERSPOOR_DATABASE_URL: must begin with sqlite:/// or postgresql://" in told
    assert "geheim" not in told
    alone = foreign.types("lrs", "--database", "mysql://localhost/x", code=2).output
    assert "must begin with sqlite:///" in alone

    same = Administrator(f"sqlite:///{tmp_path}/new.sqlite", tmp_path)
    same.environment["LEERSPOOR_CONTENT_URL"] = TOOL_URL
    assert "must be on another host than the tool" in same.types("boards", "list", code=1).output


def test_all_missing_settings_are_named_at_once() -> None:
    said = CliRunner(env={"LEERSPOOR_SECRET": "short"}).invoke(main, ["boards", "list"])

    assert said.exit_code == 1
    names = ("LEERSPOOR_TOOL_URL", "LEERSPOOR_CONTENT_URL", "LEERSPOOR_SECRET")
    assert all(name in said.output for name in names)


def test_a_secret_is_shown_once_and_a_withdrawn_key_opens_nothing(
    administrator: Administrator, database: Database
) -> None:
    administrator.types("boards", "add", "Stichting")
    made = administrator.types("credentials", "add", "--board", "1", "Roosterpakket").output
    found = re.search(r"key: +(\S+)\nsecret: +(\S+)", made)
    assert found
    key, secret = found.groups()

    listed = administrator.types("credentials", "list", "--board", "1").output
    assert key in listed
    assert secret not in listed
    administrator.types("credentials", "withdraw", "--board", "1", key)
    administrator.types("credentials", "withdraw", "--board", "1", "unknown", code=1)
    with database.reading(None) as tx:
        assert secret not in str(tx.exec_driver_sql("SELECT * FROM lrs_credential").all())


def test_a_key_ends_on_a_day_and_gets_a_new_secret(administrator: Administrator) -> None:
    administrator.types("boards", "add", "Stichting")
    board = ("--board", "1")
    wishes = ("--expires", "2099-08-01", "--rate", "600/minute")
    made = administrator.types("credentials", "add", *board, "Roosterpakket", *wishes).output
    key, secret = re.findall(r": +(\S+)\n", made)

    listed = administrator.types("credentials", "list", *board).output
    assert "600/minute" in listed
    assert "expires 2099-08-01" in listed
    renewed = administrator.types("credentials", "rotate", *board, key, "--overlap", "3").output
    assert secret not in renewed
    assert "The old secret works until" in renewed
    assert "former secret" in administrator.types("credentials", "list", *board).output
    renewed = administrator.types(
        "credentials", "rotate", *board, key, "--overlap", "0", "--expires", "90"
    ).output
    assert "The old secret works no more." in renewed
    listed = administrator.types("credentials", "list", *board).output
    assert "2099-08-01" not in listed
    assert "former secret" not in listed
    administrator.types("credentials", "withdraw", *board, key)
    assert "withdrawn" in administrator.types("credentials", "list", *board).output
    administrator.types("credentials", "rotate", *board, key, code=1)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (("--expires", "2020-01-01"), "not in the future"),
        (("--expires", "0"), "not in the future"),
        (("--expires", "morgen"), "is no date"),
        (("--expires", "9" * 30), "is no date"),
        (("--rate", "600"), "is no rate"),
    ],
)
def test_an_end_and_a_rate_that_are_none_are_refused(
    administrator: Administrator, wish: tuple[str, str], said: str
) -> None:
    administrator.types("boards", "add", "Stichting")
    code = 1 if wish[0] == "--rate" else 2

    told = administrator.types("credentials", "add", "--board", "1", "X", *wish, code=code).output

    assert said in " ".join(told.split())


def test_a_provider_gets_its_key(administrator: Administrator) -> None:
    administrator.types("boards", "add", "Stichting")
    prefix = ("--prefix", "https://aanbieder.example/")

    administrator.types("providers", "add", "--board", "1", "Aanbieder", *prefix)
    assert "Aanbieder" in administrator.types("providers", "list", "--board", "1").output
    administrator.types("providers", "add", "--board", "1", "Nog een", *prefix, code=1)


def test_a_package_is_checked_in_words_and_in_json(
    administrator: Administrator, tmp_path: Path
) -> None:
    broken = tmp_path / "module.zip"
    broken.write_bytes(b"not a zip")

    told = administrator.types("packages", "check", broken, code=1).output
    assert "can't be used" in told
    said = json.loads(administrator.types("packages", "check", "--json", broken, code=1).stdout)
    assert said["ok"] is False
    assert {"rule", "message", "file", "place", "advice", "requirement"} == set(said["problems"][0])


def test_the_sample_module_is_sound_and_goes_on_the_shelf(administrator: Administrator) -> None:
    module = Path("content_packages/samples/scherpe-lesdoelen.zip").resolve()
    administrator.types("boards", "add", "Stichting")

    said = json.loads(administrator.types("packages", "check", "--json", module).stdout)
    assert (said["ok"], said["format"], said["problems"]) == (True, "cmi5", [])
    assert "3 units" in administrator.types("packages", "add", "--board", "1", module).output
    assert "cmi5" in administrator.types("packages", "list", "--board", "1").output


def test_statements_are_purged_and_people_erased(
    administrator: Administrator, database: Database
) -> None:
    administrator.types("boards", "add", "Stichting")
    with database.writing(1) as tx:
        her = add_person(tx, "Sanne Jansen")
        confirm_alias(tx, her.id, AliasKind.ACCOUNT, "https://aanbieder.example", "cursist-1")
    elsewhere = {"account": {"homePage": "https://aanbieder.example", "name": "cursist-1"}}
    credential = Credential(1, "key", STATEMENT["actor"], frozenset({Scope.ALL}))
    said = [STATEMENT, {**STATEMENT, "actor": elsewhere}]
    store_statements(RecordStore(database), credential, json.dumps(said).encode())
    here, words = ("--board", "1"), ("statements", "erase")

    told = administrator.types(*words, *here, "--person", str(her.id), "--dry-run").output
    assert "1 statements and 0 documents would go" in told
    administrator.types(*words, *here, "--person", str(her.id), "--yes", "--asked-by", "de FG")
    assert "Sanne" not in administrator.types("people", "list", *here).output
    agent = json.dumps(STATEMENT["actor"])
    assert "Aborted" in administrator.types(*words, *here, "--agent", agent, code=1).output
    told = administrator.types(*words, *here, "--agent", agent, "--yes").output
    assert "1 statements and 0 documents went" in told
    assert "Name either" in administrator.types(*words, *here, code=1).output
    assert "not JSON" in administrator.types(*words, *here, "--agent", "{", code=1).output
    assert "person" in administrator.types(*words, *here, "--agent", "[]", code=1).output

    purge = ("statements", "purge", *here, "--before")
    assert "not past" in administrator.types(*purge, "2999-01-01", code=1).output
    assert "At most 0" in administrator.types(*purge, "2020-01-01", "--dry-run").output
    assert "0 statements went" in administrator.types(*purge, "2020-01-01", "--yes").output
    listed = administrator.types("statements", "removals", *here).output
    assert listed.count("erasure") == 2
    assert listed.count("purge") == 1
    assert "de FG" in listed
    with database.reading(1) as tx:
        everything = str(tx.exec_driver_sql("SELECT body FROM lrs_statement").all())
    assert "sanne" not in everything
    assert "cursist-1" not in everything


def test_the_record_store_alone_makes_its_tables_and_sends_on_what_it_stores(
    administrator: Administrator, database: Database, tmp_path: Path
) -> None:
    port, alone = 18_080, f"sqlite:///{tmp_path / 'new' / 'statements.sqlite'}"
    command = [sys.executable, "-m", "leerspoor", "lrs", "--port", str(port)]
    command += ["--database", alone, "--credential", "key:secret"]
    secret = {**os.environ, "LEERSPOOR_SECRET": NEEDED["LEERSPOOR_SECRET"]}
    store = RecordStore(database)
    running = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=secret
    )
    try:
        answer = post_when_ready(f"http://127.0.0.1:{port}/xapi/statements")
        assert answer.status_code == 200, answer.text
        with served(store) as there:
            administrator.environment = {**secret, "XAPI_SECRET": there.secret}
            other = ("--endpoint", there.endpoint, "--key", there.key, "--from-start")
            administrator.types("forwards", "add", "--database", alone, "kopie", *other)
            assert until_it_is_there(store) == answer.json()
        listed = administrator.types("forwards", "list", "--database", alone).output
        assert "kopie" in listed
    finally:
        running.terminate()
        assert running.wait(timeout=20) == 0
        assert running.stderr is not None
        running.stderr.close()


def until_it_is_there(store: RecordStore) -> list[str]:
    """The ids of what was sent on, within half a minute."""
    for _ in range(150):
        with store.database.reading(1) as tx:
            if found := statements_after(tx):
                return [str(one.id) for one in found]
        time.sleep(0.2)
    return []


def test_a_record_store_alone_seals_no_secret_without_one_of_its_own(
    administrator: Administrator, tmp_path: Path
) -> None:
    administrator.environment = {"LEERSPOOR_SECRET": "", "XAPI_SECRET": "x"}
    alone = ("--database", f"sqlite:///{tmp_path / 'alone.sqlite'}")
    other = ("--endpoint", "http://127.0.0.1:9/xapi", "--key", "sleutel")

    said = administrator.types("forwards", "add", *alone, "kopie", *other, code=1).output
    assert "Set LEERSPOOR_SECRET" in said
    administrator.environment["LEERSPOOR_SECRET"] = "short"
    said = administrator.types("forwards", "add", *alone, "kopie", *other, code=1).output
    assert "at least 32 characters" in said


def test_a_record_store_alone_has_keys_with_scopes_and_forgets_what_it_must(
    administrator: Administrator, tmp_path: Path
) -> None:
    address = f"sqlite:///{tmp_path / 'alone.sqlite'}"
    opened = connect(address)
    upgrade(opened, ("foundation", "lrs"))
    store_statements(RecordStore(opened), made_credential(), write_json(STATEMENT))
    opened.dispose()
    alone = ("--database", address)

    made = administrator.types("credentials", "add", *alone, "Lezer", "--scope", "all/read").output
    [key] = re.findall(r"key: +(\S+)", made)
    assert key in administrator.types("credentials", "list", *alone).output
    administrator.types("credentials", "rotate", *alone, key)
    administrator.types("credentials", "withdraw", *alone, key)
    assert "withdrawn" in administrator.types("credentials", "list", *alone).output
    assert "either --board" in administrator.types("credentials", "list", code=1).output
    sanne = ("--agent", json.dumps(STATEMENT["actor"]), "--yes")
    assert "1 statements" in administrator.types("statements", "erase", *alone, *sanne).output
    person = ("--person", "0b8f8f0c-27a7-4e4e-8d0a-3f6d1f0f6a11")
    told = administrator.types("statements", "erase", *alone, *person, code=1).output
    assert "knows no people" in told
    purge = ("statements", "purge", *alone, "--before", "2020-01-01", "--yes")
    assert "0 statements went" in administrator.types(*purge).output
    assert "erasure" in administrator.types("statements", "removals", *alone).output


def post_when_ready(url: str) -> httpx.Response:
    """The server needs a moment to start; half a minute is plenty."""
    ends = time.monotonic() + 30
    while True:
        try:
            return httpx.post(
                url,
                json=STATEMENT,
                auth=("key", "secret"),
                headers={"X-Experience-API-Version": "1.0.3"},
            )
        except httpx.TransportError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


def test_statements_move_from_a_record_store_alone_to_a_board(
    administrator: Administrator, database: Database, tmp_path: Path
) -> None:
    alone = connect(f"sqlite:///{tmp_path / 'alone.sqlite'}")
    upgrade(alone, ("foundation", "lrs"))
    store_statements(RecordStore(alone), made_credential(), write_json(STATEMENT))
    address = alone.engine.url.render_as_string()
    alone.dispose()
    administrator.types("boards", "add", "Stichting")
    file = tmp_path / "all.jsonl.gz"

    said = administrator.types("statements", "export", "--database", address, file).output
    assert f"1 statements are in {file.name}" in said.replace("\n", "").replace(f"{tmp_path}/", "")
    administrator.types("statements", "export", "--database", address, file, code=1)
    said = administrator.types("statements", "import", "--board", "1", file).output
    assert "1 statements are new here; 0 were here already." in said
    said = administrator.types("statements", "import", "--board", "1", file).output
    assert "0 statements are new here; 1 were here already." in said
    with database.reading(1) as tx:
        assert len(statements_after(tx)) == 1


def test_an_export_that_was_broken_off_goes_on_only_as_it_was_begun(
    administrator: Administrator, database: Database, tmp_path: Path
) -> None:
    administrator.types("boards", "add", "Stichting")
    store_statements(RecordStore(database), made_credential(), write_json(STATEMENT))
    command = ("statements", "export", "--board", "1", tmp_path / "all.jsonl")
    administrator.types(*command)
    whole = (tmp_path / "all.jsonl").read_bytes()
    (tmp_path / "all.jsonl").rename(tmp_path / "all.jsonl.part")
    (tmp_path / "all.jsonl.part").write_bytes(whole[:-9])

    told = administrator.types(*command, "--since", "2026-01-01T00:00Z", code=1).output
    assert "begun with another --since" in told
    administrator.types(*command)
    assert (tmp_path / "all.jsonl").read_bytes() == whole


def test_a_file_that_cannot_be_read_in_is_told_in_one_sentence(
    administrator: Administrator, tmp_path: Path
) -> None:
    administrator.types("boards", "add", "Stichting")
    file = tmp_path / "all.jsonl"
    header = '{"line":"xapi-export","format":1,"exported":"2026-01-01T00:00:00Z","since":null}\n'
    file.write_text(header, encoding="utf-8")

    command = ("statements", "import", "--board", "1", file)
    assert "ends before its end" in administrator.types(*command, code=1).output
    file.write_text(f'{header}{{"line":"statement","statement":{{}}}}\n', encoding="utf-8")
    assert "Line 2: statements[0]" in administrator.types(*command, code=1).output
    told = administrator.types("statements", "import", file, code=1).output
    assert "either --board or --database" in told
    assert (
        "no moment"
        in administrator.types("statements", "export", "--since", "x", "y", code=1).output
    )


def test_a_forward_is_kept_by_commands(administrator: Administrator, database: Database) -> None:
    administrator.types("boards", "add", "Stichting")
    administrator.environment["XAPI_SECRET"] = "geheim-van-de-ander"
    board = ("--board", "1")
    other = ("--endpoint", "http://127.0.0.1:9/xapi/", "--key", "sleutel")

    said = administrator.types("forwards", "add", *board, "kopie", *other).output
    assert "kopie is sent on to http://127.0.0.1:9/xapi." in said
    administrator.types("forwards", "add", *board, "kopie", *other, code=1)
    wrong = administrator.types("forwards", "add", *board, "x", *other, "--verb", "af", code=1)
    assert "verb: 'af' is not an IRI" in wrong.output
    store_statements(RecordStore(database), made_credential(), write_json(STATEMENT))
    listed = administrator.types("forwards", "list", *board).output
    assert all(word in listed for word in ("kopie", "http://127.0.0.1:9/xapi", " 1 "))
    assert "geheim-van-de-ander" not in listed
    administrator.types("forwards", "pause", *board, "kopie")
    assert "paused" in administrator.types("forwards", "list", *board).output
    administrator.types("forwards", "resume", *board, "kopie")
    said = administrator.types("forwards", "retry", *board, "kopie").output
    assert "0 went through, 0 were refused again." in said
    administrator.types("forwards", "remove", *board, "kopie")
    administrator.types("forwards", "remove", *board, "kopie", code=1)


def test_a_pull_that_cannot_reach_the_other_side_says_so(
    administrator: Administrator, database: Database
) -> None:
    administrator.types("boards", "add", "Stichting")
    administrator.environment["XAPI_SECRET"] = "geheim-van-de-ander"
    command = ("statements", "pull", "--board", "1", "--key", "sleutel", "--endpoint")

    with served(RecordStore(database)) as other:
        other.manners.next = ["404 Not Found"]
        told = administrator.types(*command, other.endpoint, code=1).output

    assert "The record store at 127.0.0.1 did not answer properly: status 404" in told
    assert "geheim" not in told
    for wrong in ("lrs", "http://", "http://[", "ftp://lrs.example"):
        assert "is not an http(s) address" in administrator.types(*command, wrong, code=1).output


def test_an_academy_is_invited_and_an_administrator_let_in(administrator: Administrator) -> None:
    administrator.types("database", "upgrade")
    administrator.types("boards", "add", "Stichting De Springplank")

    invited = administrator.types("platforms", "invite", "--board", "1", "--days", "3").output
    added = administrator.types("administrators", "add", "--board", "1", "Aad Beheer").output

    assert f"{TOOL_URL}/lti/register/" in invited
    assert f"{TOOL_URL}/lti/beheer/" in added
    person = added.splitlines()[0].partition(": ")[2]
    again = administrator.types("administrators", "link", "--board", "1", person).output
    assert again.strip() not in added
    unknown = administrator.types("platforms", "invite", "--board", "9", code=1).output
    assert "9" in unknown


def test_keys_are_shown_and_changed_when_they_may_be(administrator: Administrator) -> None:
    administrator.types("database", "upgrade")

    shown = administrator.types("keys", "list").output
    early = administrator.types("keys", "rotate", code=1).output
    administrator.types("keys", "rotate", "--now")

    assert "next" in shown
    assert "This can be done from" in early
