"""Every macro and chart on one page, judged in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Literal

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, Dialog, Response, expect
from werkzeug.serving import make_server

from tests.pages.accessibility import chromium, findings, findings_here
from tests.pages.styleguide import make_styleguide

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

YELLOW = "#ffd400"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize(
    ("house_colour", "scheme"), [("", "light"), ("", "dark"), (YELLOW, "light")]
)
def test_every_macro_is_accessible(
    browser: Browser, house_colour: str, scheme: Literal["light", "dark"]
) -> None:
    with served(make_styleguide(house_colour)) as url:
        context = browser.new_context(color_scheme=scheme)
        assert "\n".join(findings(context.new_page(), url)) == ""
        context.close()


def test_a_message_page_is_accessible(browser: Browser) -> None:
    with served(make_styleguide()) as url:
        assert "\n".join(findings(browser.new_page(), f"{url}bericht")) == ""


def test_the_academys_frame_stays_light(browser: Browser) -> None:
    with served(make_styleguide(target="iframe")) as url:
        page = browser.new_context(color_scheme="dark").new_page()
        page.goto(url)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(255, 255, 255)"
        assert "\n".join(findings_here(page)) == ""


def test_forced_colours_lose_no_control(browser: Browser) -> None:
    with served(make_styleguide()) as url:
        page = browser.new_context(forced_colors="active").new_page()
        page.goto(url)
        assert "\n".join(findings_here(page)) == ""


def test_the_slider_says_its_number(browser: Browser) -> None:
    with served(make_styleguide()) as url:
        page = browser.new_page()
        page.goto(url)
        page.get_by_label("Hoe zeker ben je dat het lukt?").press("ArrowRight")
        assert page.locator(".slider output").inner_text() == "7"


def test_copying_is_announced(browser: Browser) -> None:
    with served(make_styleguide()) as url:
        page = browser.new_page()
        page.goto(url)
        page.get_by_role("button", name="Kopieer").click()
        expect(page.locator("#live")).to_have_text("Gekopieerd")


def test_htmx_carries_the_visit_token_and_news_is_announced(browser: Browser) -> None:
    with served(make_styleguide()) as url:
        page = browser.new_page()
        page.goto(url)
        page.get_by_role("button", name="Haal op").click()
        expect(page.locator("#live")).to_have_text("Bearer t")
        assert page.locator("#echo").inner_text() == "Bearer t"


def test_leaving_an_unsaved_form_is_asked_about(browser: Browser) -> None:
    with served(make_styleguide()) as url:
        page = browser.new_page()
        asked: list[str] = []

        def stay(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", stay)
        page.goto(url)
        page.reload()
        assert asked == []
        page.get_by_label("Wat probeerde je uit?").fill("Een exit-kaartje")
        page.reload()
        assert asked == ["beforeunload"]


ACADEMY = """<!doctype html><script>
addEventListener("message", event => (window.heard ??= []).push([event.origin, event.data]));
</script><iframe src="{}" width="400" height="300"></iframe>"""


def make_academy() -> Flask:
    """A page around ours, on another host, that keeps what it hears."""
    app = Flask("academy")
    app.add_url_rule("/", "frame", lambda: ACADEMY.format(request.args["src"]))
    return app


@pytest.mark.parametrize("known", [True, False])
def test_the_height_goes_to_the_academy_and_to_nobody_else(browser: Browser, known: bool) -> None:
    with served(make_academy()) as around:
        origin = around.rstrip("/").replace("127.0.0.1", "localhost")
        platform = origin if known else "https://elsewhere.example"
        with served(make_styleguide(target="iframe", platform=platform)) as url:
            page = browser.new_page()
            page.goto(f"{origin}/?src={url}", wait_until="networkidle")
            page.wait_for_timeout(300)
            heard = page.evaluate("window.heard ?? []")
            assert bool(heard) is known
            for said_by, message in heard:
                assert said_by == url.rstrip("/")
                assert message["subject"] == "lti.frameResize"
                assert message["height"] > 1000


def test_a_whole_page_weighs_less_than_35_kb(browser: Browser) -> None:
    with served(make_styleguide()) as url:
        page = browser.new_page()
        answers: list[Response] = []

        def keep(answer: Response) -> None:
            answers.append(answer)

        page.on("response", keep)
        page.goto(url, wait_until="networkidle")
        sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}
        assert len(sizes) == 6
        assert sum(sizes.values()) < 35_000
