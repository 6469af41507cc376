"""Chromium from the system's packages, as strict as the strictest school: no foreign cookies."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, Frame, Page

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """Where Debian or Ubuntu keeps it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise RuntimeError("Chromium is missing: run `make system-packages`")
    return found


@contextmanager
def strict_browser(kind: BrowserType, width: int = 1280) -> Iterator[BrowserContext]:
    """A fresh profile that blocks all third-party cookies and storage."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "Default"
        kept.mkdir()
        wishes = {"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}
        (kept / "Preferences").write_text(json.dumps(wishes), encoding="utf-8")
        context = kind.launch_persistent_context(
            folder,
            executable_path=chromium(),
            args=list(QUIET),
            viewport={"width": width, "height": 900},
            locale="nl-NL",
        )
        context.set_default_timeout(60_000)
        try:
            yield context
        finally:
            context.close()


NOT_THERE_YET = "/xapi/activities/state"
"""A unit asks for a bookmark that it never left; 404 is the answer that xAPI prescribes."""


def complaints_of(page: Page) -> list[str]:
    """What the browser complains of from now on: a policy that was broken, a script that failed."""
    heard: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error" and NOT_THERE_YET not in said.location["url"]:
            heard.append(said.text)

    page.on("console", hear)
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    return heard


def launch(context: BrowserContext, academy: str, account: str) -> tuple[Page, Frame]:
    """Log in at the academy and open the course; gives the page and the tool's frame in it."""
    page = context.new_page()
    page.goto(academy)
    page.click(f'button[value="{account}"]')
    frame = inside(page, "#contentframe")
    frame.wait_for_url("**/s/*/**")
    frame.wait_for_load_state()
    return page, frame


def inside(page: Page | Frame, selector: str) -> Frame:
    """The document in the frame that `selector` finds."""
    element = page.wait_for_selector(selector)
    frame = element.content_frame() if element else None
    if frame is None:
        raise RuntimeError(f"{selector} is no frame")
    return frame
