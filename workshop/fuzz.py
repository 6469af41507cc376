"""Let atheris look for bytes on which the readers of packages crash or hang.

    .venv/bin/pip install atheris
    .venv/bin/python -m workshop.fuzz zip --seconds 300
    .venv/bin/python -m workshop.fuzz manifest --seconds 300

It is 62 MB and not among our packages: the tests have hypothesis, this is for whoever changes a
reader. What it finds is written to the folder as `crash-…` or `timeout-…`; give that file as the
last argument to see it again.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

SLOW = 10
"""Seconds within which a report must be there, also of what means harm."""

MEMORY = 1024
"""Megabytes, the instruments of atheris included."""

LARGEST = 64 * 1024


def main() -> None:
    asked = _asked()
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["content_packages", "zipfile"]):
        content_packages = import_module("content_packages")
    seeds, target = _targets(content_packages.check_package)[asked.reader]
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds):
            (Path(folder) / f"seed-{number}").write_bytes(seed)
        options = [f"-max_total_time={asked.seconds}", f"-timeout={SLOW}", f"-max_len={LARGEST}"]
        options += [f"-rss_limit_mb={MEMORY}", f"-artifact_prefix={asked.into}/"]
        atheris.Setup([sys.argv[0], *options, *(asked.again or [folder])], target)
        atheris.Fuzz()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m workshop.fuzz")
    parser.add_argument("reader", choices=["zip", "manifest"])
    parser.add_argument("again", nargs="*", help="files that it found before")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--into", default=".", help="the folder for what it finds")
    return parser.parse_args()


Target = Callable[[bytes], None]


def _targets(check: Callable[..., Any]) -> dict[str, tuple[list[bytes], Target]]:
    """Per reader whole packages to begin with, and what is done with each made one."""
    made = import_module("tests.content_packages.test_fuzzed_packages")
    zipped = import_module("tests.content_packages.packages").zipped
    names = sorted(made.WORDS)

    def whole(raw: bytes) -> None:
        check(raw, "pakket.zip").as_json()

    def inside(raw: bytes) -> None:
        """The first byte chooses the manifest."""
        name = names[raw[0] % len(names)] if raw else names[0]
        check(zipped("", {name.split(maxsplit=1)[0]: raw[1:]}), "pakket.zip").as_json()

    manifests = [bytes([at]) + made.WORDS[name].encode() for at, name in enumerate(names)]
    return {"zip": (list(made.WHOLE.values()), whole), "manifest": (manifests, inside)}


if __name__ == "__main__":
    main()
