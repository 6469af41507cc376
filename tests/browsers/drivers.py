"""Firefox by Marionette and WebKitGTK by WebDriver: just enough to open, look and click."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx

LONGEST = 60
MINI_BROWSERS = Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")
FIREFOX_KEEPS_FOREIGN_COOKIES_APART = 'user_pref("network.cookie.cookieBehavior", 5);\n'


class Driver(Protocol):
    name: str

    def open(self, url: str) -> None: ...

    def enter(self, frame: str) -> None:
        """Look inside the frame that this selector finds, from now on."""

    def run(self, script: str) -> Any: ...


def until(wanted: Callable[[], Any]) -> Any:
    """Ask until the answer is not empty."""
    ends = time.monotonic() + LONGEST
    while time.monotonic() < ends:
        if found := wanted():
            return found
        time.sleep(0.2)
    raise TimeoutError


class Firefox:
    """A message is its length, a colon, and JSON."""

    def __init__(self, port: int) -> None:
        self.socket = until(lambda: _connected(port))
        self.socket.settimeout(LONGEST)
        self.heard, self.number = self.socket.makefile("rb"), 0
        self._read()
        made = self._ask("WebDriver:NewSession", capabilities={})["capabilities"]
        self.name = f"Firefox {made['browserVersion']}"

    def open(self, url: str) -> None:
        self._ask("WebDriver:Navigate", url=url)

    def enter(self, frame: str) -> None:
        found = self._ask("WebDriver:FindElement", using="css selector", value=frame)
        [element] = found["value"].values()
        self._ask("WebDriver:SwitchToFrame", element=element)

    def run(self, script: str) -> Any:
        return self._ask("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def _ask(self, command: str, **named: Any) -> Any:
        self.number += 1
        sent = json.dumps([0, self.number, command, named]).encode()
        self.socket.sendall(b"%d:%b" % (len(sent), sent))
        _, _, fault, answer = self._read()
        if fault:
            raise RuntimeError(f"{command}: {fault['error']} {fault['message']}")
        return answer

    def _read(self) -> Any:
        length = b""
        while (digit := self.heard.read(1)) != b":":
            length += digit
        return json.loads(self.heard.read(int(length)))


class WebKit:
    def __init__(self, port: int, browser: Path) -> None:
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=LONGEST)
        until(lambda: _connected(port)).close()
        options = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        made = self._ask("/session", wanted)
        self.session = f"/session/{made['sessionId']}"
        self.name = f"WebKitGTK {made['capabilities']['browserVersion']}"

    def open(self, url: str) -> None:
        self._ask(f"{self.session}/url", {"url": url})

    def enter(self, frame: str) -> None:
        wanted = {"using": "css selector", "value": frame}
        found = self._ask(f"{self.session}/element", wanted)
        self._ask(f"{self.session}/frame", {"id": found})

    def run(self, script: str) -> Any:
        return self._ask(f"{self.session}/execute/sync", {"script": script, "args": []})

    def _ask(self, path: str, body: dict[str, Any]) -> Any:
        answer = self.http.post(path, json=body)
        answer.raise_for_status()
        return answer.json()["value"]


@contextmanager
def firefox(folder: Path, port: int) -> Iterator[Driver]:
    wishes = f'user_pref("marionette.port", {port});\n'
    (folder / "user.js").write_text(wishes + FIREFOX_KEEPS_FOREIGN_COOKIES_APART, encoding="utf-8")
    command = [_path_of("firefox-esr"), "--headless", "--marionette", "--no-remote"]
    with _running([*command, "--profile", str(folder)], folder):
        yield Firefox(port)


@contextmanager
def webkit(folder: Path, port: int) -> Iterator[Driver]:
    browser = next(iter(MINI_BROWSERS))
    screen = [_path_of("Xvfb"), ":97", "-nolisten", "tcp"]
    with (
        _running(screen, folder),
        _running([_path_of("WebKitWebDriver"), f"--port={port}"], folder),
    ):
        driver = WebKit(port, browser)
        yield driver
        driver.http.delete(driver.session)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _path_of(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is missing: see CONTRIBUTING.md, `make browsers`")
    return found


def _connected(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port))
    except OSError:
        return None


@contextmanager
def _running(command: list[str], home: Path) -> Iterator[None]:
    """With a home of its own, and without the sandbox, which containers do not allow."""
    surroundings = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "DISPLAY": ":97",
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "LIBGL_ALWAYS_SOFTWARE": "1",
    }
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, env=surroundings, stdout=silent, stderr=silent)  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        process.wait()
