"""Keep the catalogues: Dutch is what the code says, English is written by us.

`translations.py` collects all texts and renews both catalogues; `--check` fails where one is
behind or incomplete; `--compile` makes the files that the program reads.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "lti_tool" / "translations"
PACKAGES = ("foundation", "content_packages", "lti_tool")
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
}
LANGUAGES = ("nl", "en")


def collected() -> Catalog:
    """All texts in the code, with where they stand."""
    found = Catalog(project="Leerspoor", charset="utf-8")
    for package in PACKAGES:
        texts = extract_from_dir(
            ROOT / package, METHODS, keywords=KEYWORDS, comment_tags=("TRANSLATORS:",)
        )
        for name, line, message, comments, context in texts:
            where = [(f"{package}/{name}", line)]
            found.add(message, None, where, auto_comments=comments, context=context)
    return found


def path(language: str, kind: str = "po") -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"messages.{kind}"


def kept(language: str) -> Catalog:
    if not path(language).exists():
        return Catalog(locale=language, project="Leerspoor", charset="utf-8", fuzzy=False)
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str, template: Catalog) -> Catalog:
    catalogue = kept(language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == LANGUAGES[0]:
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def missing(catalogue: Catalog) -> list[str]:
    """The texts without a translation."""
    return [
        str(message.id) for message in catalogue if message.id and not all(_strings(message.string))
    ]


def _strings(string: object) -> tuple[object, ...]:
    return string if isinstance(string, tuple | list) else (string,)  # type: ignore[return-value]


def behind(language: str, template: Catalog) -> list[str]:
    """Texts of the code that the kept catalogue does not have, or has without translation."""
    catalogue = kept(language)
    new = [str(m.id) for m in template if m.id and catalogue.get(m.id, m.context) is None]
    return new + missing(catalogue)


def write(language: str, catalogue: Catalog) -> None:
    path(language).parent.mkdir(parents=True, exist_ok=True)
    with path(language).open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False)


def compile_all() -> None:
    for language in LANGUAGES:
        with path(language, "mo").open("wb") as file:
            write_mo(file, kept(language))


def main(wish: str) -> int:
    if wish == "--compile":
        compile_all()
        return 0
    if wish == "--check":
        template = collected()
        faults = {language: behind(language, template) for language in LANGUAGES}
        for language, texts in faults.items():
            for text in texts:
                print(f"{language}: not translated: {text!r}")
        return int(any(faults.values()))
    for language in LANGUAGES:
        catalogue = renewed(language, collected())  # updating shares messages, so collect anew
        write(language, catalogue)
        print(f"{language}: {len(catalogue)} texts, {len(missing(catalogue))} to translate")
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
