"""The content host: files of one package behind one launch, and nothing else."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from content_packages import Package, PackageRefused, add_package
from content_packages.rules.files import UNKNOWN
from leerspoor.hosts import by_host
from tests.content_packages.conftest import TENANT, Desk
from tests.content_packages.other_packages import scorm12
from tests.content_packages.packages import PAGE, course, zipped

FILES: dict[str, str | bytes] = {
    "js/spel.js": "1",
    "stijl.css": "p{}",
    "tekening.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "film.mp4": bytes(range(256)) * 8,
    "beeld.PNG": b"x",
    "server.php": "<?php phpinfo();",
    ".htaccess": "Deny from all",
    "zonder-einde": "x",
    "één map/ja & nee.html": PAGE,
}


@pytest.fixture
def package(desk: Desk) -> Package:
    return desk.add(zipped(files=FILES))


@pytest.fixture
def root(desk: Desk, package: Package) -> str:
    """The path of a launch: `/c/<token>`."""
    return urlsplit(desk.launch(package).launch.url).path.removesuffix("/index.html")


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return desk.content.test_client()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("js/spel.js", "text/javascript; charset=utf-8"),
        ("stijl.css", "text/css; charset=utf-8"),
        ("tekening.svg", "image/svg+xml"),
        ("film.mp4", "video/mp4"),
        ("beeld.PNG", "image/png"),
        ("server.php", UNKNOWN),
        (".htaccess", UNKNOWN),
        ("zonder-einde", UNKNOWN),
        ("één map/ja & nee.html", "text/html; charset=utf-8"),
    ],
)
def test_each_file_has_the_type_of_its_ending(
    client: FlaskClient, root: str, name: str, kind: str
) -> None:
    answer = client.get(f"{root}/{name}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_pages_of_cmi5_are_held_in_a_sandbox(
    desk: Desk, client: FlaskClient, root: str
) -> None:
    film = client.get(f"{root}/film.mp4").headers
    sco = desk.launch(desk.add(scorm12())).launch
    page = client.get(urlsplit(sco.url).path.replace("/play/", "/c/") + "/index.html").headers

    assert "sandbox" not in film["Content-Security-Policy"] + page["Content-Security-Policy"]
    assert film["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in page
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_headers_keep_content_apart(client: FlaskClient, root: str) -> None:
    headers = client.get(f"{root}/index.html").headers

    policy = headers["Content-Security-Policy"]
    assert policy.endswith("; frame-ancestors 'self' http://127.0.0.1:8010")
    assert policy.startswith("sandbox allow-scripts ")  # a cmi5 page has an origin of its own
    assert "allow-same-origin" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", ["/c/x/index.html", "/", "/c/x/../../etc/passwd", "/static/x"])
def test_no_answer_ever_sets_a_cookie(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers


def test_parts_of_a_film_can_be_asked_for(client: FlaskClient, root: str) -> None:
    answer = client.get(f"{root}/film.mp4", headers={"Range": "bytes=256-259"})

    assert (answer.status_code, answer.data) == (206, b"\x00\x01\x02\x03")
    assert answer.headers["Content-Range"] == "bytes 256-259/2048"


def test_a_file_that_did_not_change_is_not_sent_again(client: FlaskClient, root: str) -> None:
    etag = client.get(f"{root}/stijl.css").headers["ETag"]

    assert client.get(f"{root}/stijl.css", headers={"If-None-Match": etag}).status_code == 304


def test_service_workers_are_refused(client: FlaskClient, root: str) -> None:
    answer = client.get(f"{root}/js/spel.js", headers={"Service-Worker": "script"})

    assert answer.status_code == 403


def test_a_missing_file_gives_a_small_clear_page(client: FlaskClient, root: str) -> None:
    answer = client.get(f"{root}/weg.html", headers={"Accept-Language": "nl"})

    assert answer.status_code == 404
    assert "Dit bestand zit niet in de module." in answer.text
    assert "frame-ancestors" not in answer.headers["Content-Security-Policy"]


def test_an_expired_launch_says_what_to_do(desk: Desk, client: FlaskClient, root: str) -> None:
    desk.clock.forward(hours=25)

    answer = client.get(f"{root}/index.html", headers={"Accept-Language": "nl"})

    assert answer.status_code == 404
    assert "Deze start is verlopen. Open de module opnieuw." in answer.text


def test_files_stay_readable_after_the_unit_has_ended(
    desk: Desk, package: Package, client: FlaskClient
) -> None:
    """The last page may still show a picture."""
    player = desk.launch(package).start()
    player.say("http://adlnet.gov/expapi/verbs/terminated")
    root = urlsplit(player.launch.url).path.removesuffix("/index.html")

    assert client.get(f"{root}/tekening.svg").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../index.html",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/leerspoor.sqlite",
        "js/../../../leerspoor.sqlite",
        "..\\index.html",
        "%00",
        "js",
        "js/",
        "/etc/passwd",
    ],
)
def test_nothing_outside_the_package_is_reachable(
    client: FlaskClient, root: str, name: str
) -> None:
    assert client.get(f"{root}/{name}").status_code in (404, 308)


def test_a_launch_opens_its_own_package_only(desk: Desk, client: FlaskClient, root: str) -> None:
    other = desk.add(zipped(files={"geheim.txt": "x"}))

    for path in (f"../{other.id}/geheim.txt", f"../../{TENANT}/{other.id}/geheim.txt"):
        assert client.get(f"{root}/{path}").status_code == 404
    assert client.get(f"{root}/geheim.txt").status_code == 404


def test_each_launch_has_an_address_of_its_own(desk: Desk, package: Package, root: str) -> None:
    again = urlsplit(desk.launch(package).launch.url).path

    assert not again.startswith(root)
    assert len(root) > len("/c/") + 40


def test_a_package_that_is_refused_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    for raw in (b"PK\x03\x04", zipped(course().replace("index.html", "weg.html"))):
        with pytest.raises(PackageRefused):
            add_package(desk.shelf, TENANT, raw, "x.zip")

    assert [one for one in (tmp_path / "packages").rglob("*") if one.is_file()] == []


def test_a_zip_that_breaks_halfway_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    raw = zipped(files={"a.txt": "goed", "b.bin": bytes(range(256)) * 40})
    at = raw.index(b"b.bin") + len("b.bin")
    broken = raw[: at + 20] + bytes(8) + raw[at + 28 :]

    with pytest.raises(PackageRefused) as refused:
        add_package(desk.shelf, TENANT, broken, "x.zip")

    assert [one.rule for one in refused.value.faults] == ["zip-damaged"]
    assert [one for one in (tmp_path / "packages").rglob("*") if one.is_file()] == []


def test_packages_can_have_a_host_each(desk: Desk) -> None:
    package = desk.add()
    apart = replace(desk.shelf, content_url="https://{package}.inhoud.example")

    url = urlsplit(replace(desk, shelf=apart).launch(package).launch.url)
    app = by_host({"https://tool.example": desk.xapi, apart.content_url: desk.content}, desk.xapi)
    client = Client(app)

    assert url.netloc == f"{package.id.hex}.inhoud.example"
    assert client.get(url.path, base_url=f"https://{url.netloc}").status_code == 200
    assert client.get(url.path, base_url="https://x.inhoud.example").status_code == 421
