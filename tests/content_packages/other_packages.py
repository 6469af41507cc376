"""Small packages of the other formats: a valid one of each, to spoil one thing in."""

import json
from collections.abc import Mapping
from typing import Any

from tests.content_packages.packages import zipped

SCORM_12 = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
)
SCORM_2004 = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
    'xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" '
    'xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" '
    'xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'
)
ACTIVITY = "https://uitgever.example/tincan/rekenen"


def item(
    more: str = "", name: str = "deel-1", resource: str = "bron-1", title: str = "Deel"
) -> str:
    leads = f' identifierref="{resource}"' if resource else ""
    return f'<item identifier="{name}"{leads}><title>{title}</title>{more}</item>'


def resource(
    name: str = "bron-1", href: str = "index.html", kind: str = "sco", more: str = ""
) -> str:
    return (
        f'<resource identifier="{name}" type="webcontent" adlcp:scormType="{kind}" '
        f'href="{href}">{more}</resource>'
    )


def manifest(
    items: str | None = None,
    resources: str | None = None,
    *,
    words: str = SCORM_12,
    version: str = "1.2",
    metadata: str = "",
    more: str = "",
    tail: str = "",
) -> str:
    """imsmanifest.xml of one organisation; with nothing given it has one item."""
    made = (
        f'<?xml version="1.0" encoding="utf-8"?>\n'
        f'<manifest identifier="rekenen" {words}>\n'
        f"<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion>"
        f"{metadata}</metadata>\n"
        f'<organizations default="cursus"><organization identifier="cursus">'
        f"<title>Rekenen</title>{item() if items is None else items}{more}"
        f"</organization></organizations>\n"
        f"<resources>{resource() if resources is None else resources}</resources>{tail}\n"
        f"</manifest>"
    )
    return made.replace("scormType", "scormtype") if words == SCORM_12 else made


def scorm12(*args: Any, files: Mapping[str, str | bytes] | None = None, **more: Any) -> bytes:
    return zipped("", {"imsmanifest.xml": manifest(*args, **more), **(files or {})})


def manifest_2004(*args: Any, **more: Any) -> str:
    return manifest(*args, **{"words": SCORM_2004, "version": "2004 4th Edition", **more})


def scorm2004(*args: Any, files: Mapping[str, str | bytes] | None = None, **more: Any) -> bytes:
    return zipped("", {"imsmanifest.xml": manifest_2004(*args, **more), **(files or {})})


def sequenced(inside: str) -> str:
    return item(f"<imsss:sequencing>{inside}</imsss:sequencing>")


def activity(
    inside: str = '<name lang="nl">Rekenen</name><launch lang="nl">index.html</launch>',
    name: str = f'id="{ACTIVITY}"',
) -> str:
    return f'<activity {name} type="http://adlnet.gov/expapi/activities/course">{inside}</activity>'


def tincan(
    *activities: str,
    root: str = "tincan",
    files: Mapping[str, str | bytes] | None = None,
) -> bytes:
    made = (
        f'<?xml version="1.0"?><{root} xmlns="http://projecttincan.com/tincan.xsd">'
        f"<activities>{''.join(activities)}</activities></{root}>"
    )
    return zipped("", {"tincan.xml": made, **(files or {})})


def library(name: str, *needs: str, **more: Any) -> dict[str, Any]:
    return {
        "title": name,
        "machineName": name,
        "majorVersion": 1,
        "minorVersion": 6,
        "patchVersion": 0,
        "runnable": 1,
        "coreApi": {"majorVersion": 1, "minorVersion": 19},
        "preloadedJs": [{"path": "script.js"}],
        "preloadedDependencies": [dependency(one) for one in needs],
        **more,
    }


def dependency(name: str) -> dict[str, Any]:
    return {"machineName": name, "majorVersion": "1", "minorVersion": 6}


def h5p(
    told: Mapping[str, Any] | None = None,
    main: Mapping[str, Any] | None = None,
    files: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """A true-or-false question; a file that is None is left out."""
    described = {
        "title": "Waar of niet",
        "language": "nl",
        "mainLibrary": "H5P.Waar",
        "preloadedDependencies": [dependency("H5P.Waar"), dependency("H5P.Vraag")],
        **(told or {}),
    }
    contents: dict[str, str | bytes | None] = {
        "h5p.json": json.dumps(described),
        "content/content.json": '{"question": "Is dit waar?"}',
        "H5P.Waar-1.6/library.json": json.dumps(main or library("H5P.Waar", "H5P.Vraag")),
        "H5P.Waar-1.6/script.js": "1;",
        "H5P.Vraag-1.6/library.json": json.dumps(library("H5P.Vraag", runnable=0)),
        "H5P.Vraag-1.6/script.js": "1;",
        **(files or {}),
    }
    return zipped("", {name: said for name, said in contents.items() if said is not None})
