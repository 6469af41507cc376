"""Every macro and chart on one page, judged in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Response
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
        page.wait_for_function("document.getElementById('live').textContent === 'Gekopieerd'")


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
