"""Files and functions stay small, and each file says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("foundation", "lrs", "content_packages", "lti_tool", "leerspoor")
WALL = 400
LONGEST_FUNCTION = 30
LONGER_WITH_REASON = {
    "event_of": "names every field of an event once, where it is read from the statement",
}


def python_files() -> list[Path]:
    return sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring; an inner function counts for itself."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    inner = sum(
        (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(function)
        if node is not function and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 - inner


@pytest.mark.parametrize("file", python_files(), ids=name_of)
def test_a_file_opens_with_its_sentence_and_stays_below_the_wall(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    sentence = ast.get_docstring(ast.parse(source))

    assert sentence, "say in one sentence what this file is for"
    assert len(source.splitlines()) <= WALL


def test_functions_stay_short() -> None:
    long = [
        f"{name_of(file)}:{function.lineno} {function.name}"
        for file in python_files()
        if "migrations/versions" not in str(file)
        for function in functions(ast.parse(file.read_text(encoding="utf-8")))
        if code_lines(function) > LONGEST_FUNCTION and function.name not in LONGER_WITH_REASON
    ]

    assert long == []


def test_imports_stand_at_the_top_and_are_never_for_types_only() -> None:
    hidden = [
        f"{name_of(file)}:{node.lineno}"
        for file in python_files()
        for function in functions(ast.parse(file.read_text(encoding="utf-8")))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    for_types = [
        name_of(file) for file in python_files() if "TYPE_CHECKING" in file.read_text("utf-8")
    ]

    assert hidden == []
    assert for_types == []


def test_only_operations_open_transactions() -> None:
    floors = ("rules", "storage", "platforms/platforms", "web", "pages", "api")
    opening = [
        name_of(file)
        for file in python_files()
        if file.parts[len(ROOT.parts)] in ("lrs", "content_packages", "lti_tool")
        and any(f"/{floor}/" in str(file) or file.stem == floor for floor in floors)
        and (".writing(" in file.read_text("utf-8") or ".reading(" in file.read_text("utf-8"))
    ]

    assert opening == []


def test_no_page_holds_script_or_style_of_its_own() -> None:
    forbidden = ("<style", " style=", "onclick=", "onchange=", "hx-on", "js:{", "<script>")
    found = [
        f"{name_of(file)}: {mark}"
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("templates/**/*.html"))
        for mark in forbidden
        if mark in file.read_text("utf-8")
    ]

    assert found == []
