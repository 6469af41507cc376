"""Small packages made by the tests: a valid one, and the means to spoil one thing in it."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
COURSE = "https://uitgever.example/cursus"
PAGE = "<!doctype html><html lang='nl'><title>Onderdeel</title><p>Hoi</p>"


def text(element: str, words: str, lang: str | None = "nl") -> str:
    language = f' lang="{lang}"' if lang else ""
    return f"<{element}><langstring{language}>{words}</langstring></{element}>"


def titled(words: str) -> str:
    return text("title", words) + text("description", f"Over {words}.")


@dataclass(frozen=True)
class Au:
    """One unit; `attributes` are written as they are."""

    id: str = f"{COURSE}/1"
    url: str = "index.html"
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: str = "Onderdeel"
    head: str | None = None
    tail: str = ""
    objectives: Iterable[str] = ()

    def __str__(self) -> str:
        given = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        refs = "".join(f'<objective idref="{one}"/>' for one in self.objectives)
        listed = f"<objectives>{refs}</objectives>" if refs else ""
        head = titled(self.words) if self.head is None else self.head
        return f'<au id="{self.id}"{given}>{head}{listed}<url>{self.url}</url>{self.tail}</au>'


def block(*members: object, id: str = f"{COURSE}/blok", words: str = "Blok") -> str:  # noqa: A002
    return f'<block id="{id}">{titled(words)}{"".join(map(str, members))}</block>'


def objective(id: str = f"{COURSE}/uitkomst") -> str:  # noqa: A002
    return f'<objective id="{id}">{titled("Uitkomst")}</objective>'


def course(
    *members: object,
    id: str = COURSE,  # noqa: A002
    objectives: Iterable[str] = (),
    head: str | None = None,
    words: str = "Scherpe doelen",
) -> str:
    """cmi5.xml with these members; with none it has one unit."""
    listed = "".join(objectives)
    known = f"<objectives>{listed}</objectives>" if listed else ""
    inside = "".join(map(str, members or (Au(),)))
    first = f'<course id="{id}">{titled(words) if head is None else head}</course>'
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n'
        f'<courseStructure xmlns="{NAMESPACE}">\n{first}{known}\n{inside}\n</courseStructure>'
    )


def zipped(
    structure: str | bytes | None = None, files: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A zip with cmi5.xml, an index.html, and what else is given."""
    out = io.BytesIO()
    contents: dict[str, str | bytes] = {"index.html": PAGE, **(files or {})}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        if structure is None or structure:
            made.writestr("cmi5.xml", structure or course())
        for name, content in contents.items():
            made.writestr(name, content)
    return out.getvalue()


def zip_of(entries: Iterable[tuple[zipfile.ZipInfo | str, str | bytes]]) -> bytes:
    """A zip with exactly these entries, also ones that a polite program would not write."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, content in entries:
            made.writestr(entry, content)
    return out.getvalue()
