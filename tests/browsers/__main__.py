"""Walk from the academy to one's own page in Firefox and WebKitGTK: python -m tests.browsers."""

import logging
import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from foundation.database import Database
from foundation.logs import configure_logs
from foundation.migrations import upgrade
from lti_tool.platforms.operations.attempts import latest_attempts
from tests.browsers.drivers import Driver, firefox, free_port, until, webkit
from tests.e2e.site import Site, running_site

WHO = ("leraar-05", "Fatima Aydin")
NAME = "return document.querySelector('.who strong')?.innerText"
STORAGE = "try { return String(localStorage.length) } catch (shut) { return shut.name }"


def walk(browser: Driver, site: Site) -> str:
    """Click in the academy, come in, open a page; says how it went."""
    account, name = WHO
    browser.open(site.academy.url)
    until(lambda: browser.run(f"return !!document.querySelector('button[value={account}]')"))
    browser.run(f"document.querySelector('button[value={account}]').click()")
    until(lambda: browser.run("return !!document.querySelector('#contentframe')"))
    browser.enter("#contentframe")
    until(lambda: browser.run(NAME) == name)
    storage = browser.run(STORAGE)
    browser.run("document.querySelector('a[href$=agenda]').click()")
    until(lambda: browser.run("return location.pathname.endsWith('/agenda')"))
    until(lambda: browser.run(NAME) == name)
    launched = next(
        one for one in latest_attempts(site.product.tool.database) if one.step == "launch"
    )
    known = "known as the one that clicked" if launched.browser_bound else "known by its address"
    return f"{browser.name}: in, and {known}; localStorage: {storage}"


def main() -> int:
    configure_logs("console", quiet=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        database = Database.connect(f"sqlite:///{folder}/leerspoor.sqlite")
        upgrade(database)
        with running_site(database, Path(folder) / "packages") as site:
            for browser in (firefox, webkit):
                home = Path(folder) / browser.__name__
                home.mkdir()
                opened: AbstractContextManager[Driver] = browser(home, free_port())
                with opened as driver:
                    print(walk(driver, site), flush=True)  # noqa: T201
        database.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
