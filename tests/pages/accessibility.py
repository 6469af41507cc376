"""Look at a page as WCAG 2.2 AA does: axe-core, and what axe leaves to people.

with chromium() as browser:
    assert findings(browser.new_page(), "http://127.0.0.1:8010/…") == []
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SCRIPTS = Path(__file__).with_name("accessibility.js")

WIDTHS = (390, 768, 1280)
NARROWEST = 320
"""WCAG 1.4.10: the width that 1280 pixels become at 400 % zoom."""
HEIGHT = 900
TAB_STOPS = 12

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NO_CALLS_HOME = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Place = Page | Frame
Check = Callable[[Place], list[str]]


@contextmanager
def chromium(*extra: str) -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*NO_CALLS_HOME, *extra])
        yield browser
        browser.close()


def findings(page: Page, url: str) -> list[str]:
    """Everything that is wrong with a page, as sentences; nothing when it is good."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if is_loud(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        said += [f"{width} px: {text}" for text in findings_here(page)]
    said += keyboard_findings(page)
    page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
    return said + [f"{NARROWEST} px: {text}" for text in overflow(page) + spacing(page)]


def is_loud(message: object) -> bool:
    """An error on the console: a broken script, or something our policy refused."""
    return getattr(message, "type", "") == "error"


def findings_here(place: Place) -> list[str]:
    """The checks that hold for a page or frame as it stands now."""
    checks: tuple[Check, ...] = (axe, control_borders, small_targets, overflow)
    return [text for check in checks for text in check(place)]


def axe(place: Place) -> list[str]:
    """Violations of axe-core; evaluated by the browser's tools, so our policy stays strict."""
    if place.evaluate("() => !globalThis.axe"):
        place.evaluate(axe_source())
    found = place.evaluate(
        "tags => axe.run({runOnly: tags}).then(result => result.violations)", STANDARDS
    )
    return [
        f"axe {rule['id']}: {node['failureSummary']} in {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def control_borders(place: Place) -> list[str]:
    """1.4.11: the border of a control stands out 3:1 from what is around it."""
    return ask(place, "controlBorders")


def small_targets(place: Place) -> list[str]:
    """2.5.8: nothing to press is smaller than 24 by 24, except links inside a sentence."""
    return ask(place, "smallTargets")


def overflow(place: Place) -> list[str]:
    """1.4.10: nobody scrolls sideways to read."""
    return ask(place, "overflow")


def spacing(place: Place) -> list[str]:
    """1.4.12: with wider letters, words and lines nothing is cut off."""
    return ask(place, "spacing")


def keyboard_findings(page: Page) -> list[str]:
    """2.4.7: each stop of the Tab key shows an outline (a shadow is lost in high contrast)."""
    found: list[str] = []
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    for _ in range(TAB_STOPS):
        page.keyboard.press("Tab")
        found += ask(page, "focusOutline")
    return found


def ask(place: Place, name: str) -> list[str]:
    place.evaluate(SCRIPTS.read_text())
    return [str(text) for text in place.evaluate(f"() => accessibility.{name}()")]


@cache
def axe_source() -> str:
    return AXE.read_text()
