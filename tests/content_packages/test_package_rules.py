"""Each rule for packages has one package that breaks it and nothing else."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from content_packages import FORMATS, check_package
from content_packages.rules.document_rules import DOCUMENT_RULES
from content_packages.rules.faults import PackageRefused
from content_packages.rules.formats import format_of
from content_packages.rules.session_rules import RULES as SESSION_RULES
from content_packages.rules.sources import open_source
from content_packages.rules.wording import REMARKS, RULES
from content_packages.rules.xml import read_xml
from content_packages.rules.zips import Limits, open_zip
from tests.conftest import SHARED
from tests.content_packages.other_packages import h5p
from tests.content_packages.packages import (
    COURSE,
    NAMESPACE,
    PAGE,
    Au,
    block,
    course,
    objective,
    text,
    zip_of,
    zipped,
)
from tests.content_packages.test_scorm_rules import FAULTS_12, FAULTS_2004
from tests.content_packages.test_tincan_and_h5p_rules import FAULTS as OF_TINCAN_AND_H5P


def spoiled(old: str, new: str, structure: str | None = None) -> bytes:
    made = structure or course()
    assert made.count(old) == 1
    return zipped(made.replace(old, new))


def entry(name: str, **attributes: int) -> zipfile.ZipInfo:
    """An entry as an impolite program writes it."""
    info = zipfile.ZipInfo("placeholder")
    info.compress_type = zipfile.ZIP_DEFLATED
    info.filename = name
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    return info


def with_entry(name: str, content: str | bytes = "x", **attributes: int) -> bytes:
    polite = [("cmi5.xml", course()), ("index.html", PAGE)]
    return zip_of([*polite, (entry(name, **attributes), content)])


def of_mode(mode: int) -> bytes:
    return with_entry("vreemd", external_attr=(mode | 0o644) << 16, create_system=3)


def with_flag(flag: int) -> bytes:
    """Set a flag of the last entry, in both of its headers."""
    raw = bytearray(with_entry("geheim"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.rindex(mark) + offset
        (before,) = struct.unpack_from("<H", raw, at)
        struct.pack_into("<H", raw, at, before | flag)
    return bytes(raw)


def with_method(method: int) -> bytes:
    raw = bytearray(with_entry("vreemd"))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", raw, raw.rindex(mark) + offset, method)
    return bytes(raw)


def overlapping() -> bytes:
    """Two entries of the list lead to the same bytes."""
    raw = bytearray(zip_of([("cmi5.xml", course()), ("index.html", PAGE), ("index.htmm", PAGE)]))
    third = raw.rindex(b"PK\x01\x02")
    second = raw.rindex(b"PK\x01\x02", 0, third)
    raw[third + 42 : third + 46] = raw[second + 42 : second + 46]
    return bytes(raw)


def damaged() -> bytes:
    """One byte of a stored file was changed after its check sum was made."""
    info = zipfile.ZipInfo("brief.txt")
    raw = zip_of([("cmi5.xml", course()), ("index.html", PAGE), (info, "onveranderd")])
    return raw.replace(b"onveranderd", b"ONveranderd")


def twice(first: str, second: str) -> bytes:
    return zip_of([("cmi5.xml", course()), ("index.html", PAGE), (first, "a"), (second, "b")])


FILES: Mapping[str, bytes] = {
    "file-empty": b"",
    "not-a-package": b"# Lees mij\n",
    "not-a-zip": b"PK\x03\x04 en dan niets",
    "format-unknown": zipped("", {"lees.txt": "hoi"}),
    "format-not-played": zipped("", {f"les.{one}": "x" for one in ("crs", "au", "des", "cst")}),
    "structure-not-at-root": zipped("", {"map/cmi5.xml": course()}),
    "zip-ratio": zipped(files={"leeg.bin": b"\0" * 2 * 1024 * 1024}),
    "zip-overlap": overlapping(),
    "zip-method": with_method(9),
    "zip-encrypted": with_flag(1),
    "zip-link": of_mode(stat.S_IFLNK),
    "zip-special-file": of_mode(stat.S_IFIFO),
    "zip-name-absolute": with_entry("/etc/passwd"),
    "zip-name-outside": with_entry("map/../../buiten.txt"),
    "zip-name-character": with_entry("bel\x07.txt"),
    "zip-name-length": with_entry("n" * 256),
    "zip-name-depth": with_entry("/".join("abcdefghij" * 6)),
    "zip-name-twice": twice("Foto.png", "foto.PNG"),
    "zip-name-folder": twice("foto", "foto/een.png"),
    "zip-damaged": damaged(),
    "xml-not-well-formed": spoiled("</course>", "</cursus>"),
    "xml-entities": zipped(
        course(words="&naam;").replace("\n", '\n<!DOCTYPE x [<!ENTITY naam "Piet">]>\n', 1)
    ),
    "not-a-course-structure": zipped("<cursus/>"),
    "element-missing": spoiled(text("description", "Over Onderdeel."), ""),
    "element-twice": spoiled("<url>", "<url>index.html</url><url>"),
    "element-misplaced": zipped(
        course(Au(head=text("description", "Over.") + text("title", "Eén.")))
    ),
    "element-unknown": spoiled("</au>", "<kleur/></au>"),
    "text-misplaced": spoiled("<url>", "los<url>"),
    "attribute-missing": spoiled(f' id="{COURSE}/1"', ""),
    "attribute-unknown": zipped(course(Au(attributes={"kleur": "rood"}))),
    "language-invalid": spoiled('lang="nl">Onderdeel', 'lang="nl_NL">Onderdeel'),
    "move-on-unknown": zipped(course(Au(attributes={"moveOn": "Ooit"}))),
    "launch-method-unknown": zipped(course(Au(attributes={"launchMethod": "Frame"}))),
    "mastery-score-invalid": zipped(course(Au(attributes={"masteryScore": "1.5"}))),
    "iri-not-absolute": zipped(course(Au(id="onderdeel-1"))),
    "course-id-twice": zipped(course(block(Au()), id=COURSE).replace(f"{COURSE}/blok", COURSE)),
    "block-id-twice": zipped(course(block(Au()), block(Au(id=f"{COURSE}/2")))),
    "unit-id-twice": zipped(course(Au(), Au())),
    "objective-id-twice": zipped(course(objectives=(objective(), objective()))),
    "objective-unknown": zipped(course(Au(objectives=(f"{COURSE}/niets",)))),
    "url-empty": zipped(course(Au(url=" "))),
    "url-white-space": zipped(course(Au(url="https://x.example/in dex.html"))),
    "url-invalid": zipped(course(Au(url="https://x.example:poort/"))),
    "url-scheme-forbidden": zipped(course(Au(url="javascript:alert(1)"))),
    "url-reserved-name": zipped(course(Au(url="index.html?fetch=x"))),
    "url-relative-without-zip": course().encode(),
    "url-file-missing": zipped(course(Au(url="weg.html"))),
}

LIMITED: Mapping[str, bytes] = {
    "zip-too-large": zipped(files={"ruis.bin": bytes(range(256)) * 40}),
    "zip-too-many-files": zipped(files={f"{n}.txt": "x" for n in range(9)}),
    "zip-unpacks-too-large": zipped(files={"lang.txt": "abc" * 9000}),
    "xml-too-large": zipped(),
    "json-too-large": h5p(),
    "xml-too-many-elements": zipped(course(*"abc")),
}

WHOLE: Mapping[str, Callable[[], bytes]] = {
    "zip-ratio-whole": lambda: zipped(files={f"{n}.bin": b"0" * 1_000_000 for n in range(70)}),
    "units-too-many": lambda: zipped(
        course(*(Au(id=f"{COURSE}/{n}", url="https://x.example/") for n in range(5001)))
    ),
}
"""Made when they are needed: they are large."""


def rules_of(raw: bytes) -> list[str]:
    return [one.rule for one in check_package(raw, "pakket.zip").problems]


def test_every_rule_has_a_package_that_breaks_it() -> None:
    of_formats = {*FAULTS_12, *FAULTS_2004, *OF_TINCAN_AND_H5P}

    assert {*FILES, *LIMITED, *of_formats, "format-not-inside", *WHOLE} == set(RULES)


@pytest.mark.parametrize("rule", sorted(set(FILES) - {"not-a-package", "course-id-twice"}))
def test_one_fault_gives_one_rule(rule: str) -> None:
    assert rules_of(FILES[rule]) == [rule]


def test_what_is_no_package_at_all_is_told_by_its_bytes() -> None:
    report = check_package(FILES["not-a-package"], "LEESMIJ.md")

    assert [one.rule for one in report.problems] == ["not-a-package"]


def test_an_id_is_used_once_across_all_kinds() -> None:
    assert rules_of(FILES["course-id-twice"]) == ["block-id-twice"]


@pytest.mark.parametrize(
    ("rule", "limits"),
    [
        ("zip-too-large", Limits(zip_size=500)),
        ("zip-too-many-files", Limits(files=8)),
        ("zip-unpacks-too-large", Limits(unpacked=20_000)),
    ],
)
def test_limits_bite(rule: str, limits: Limits) -> None:
    with pytest.raises(PackageRefused) as refused:
        open_zip(io.BytesIO(LIMITED[rule]), limits)

    assert [one.rule for one in refused.value.faults] == [rule]


def test_a_list_of_contents_too_large_to_read_is_refused_before_reading() -> None:
    raw = bytearray(zipped())
    end = raw.rindex(b"PK\x05\x06")
    struct.pack_into("<L", raw, end + 12, 4_000_000_000)

    with pytest.raises(PackageRefused) as refused:
        open_zip(io.BytesIO(bytes(raw)))

    assert [one.rule for one in refused.value.faults] == ["zip-too-many-files"]


@pytest.mark.parametrize(
    ("rule", "name"), [("xml-too-large", "cmi5.xml"), ("json-too-large", "h5p.json")]
)
def test_manifests_have_a_limit_of_their_own(rule: str, name: str) -> None:
    source = open_source(io.BytesIO(LIMITED[rule]), "x.zip")

    with pytest.raises(PackageRefused) as refused:
        source.read(name, Limits(manifest=10))

    assert [one.rule for one in refused.value.faults] == [rule]


def test_xml_has_a_limit_to_what_is_in_it() -> None:
    source = open_source(io.BytesIO(LIMITED["xml-too-many-elements"]), "x.zip")

    with pytest.raises(PackageRefused) as refused:
        read_xml(source.read("cmi5.xml"), "cmi5.xml", Limits(marks=10))

    assert [one.rule for one in refused.value.faults] == ["xml-too-many-elements"]


@pytest.mark.parametrize("rule", sorted(WHOLE))
def test_a_package_has_a_limit_as_a_whole(rule: str) -> None:
    assert rules_of(WHOLE[rule]()) == [rule]


def test_a_format_that_is_not_inside_cannot_be_chosen() -> None:
    (fault,) = check_package(zipped(), wished="h5p").problems

    assert fault.message == "Dit pakket heeft geen H5P in zich; wel: cmi5."


@pytest.mark.parametrize("rule", sorted(FILES))
def test_each_fault_says_in_one_clear_sentence_what_is_wrong(rule: str) -> None:
    for one in check_package(FILES[rule], "x").problems:
        assert one.message.endswith((".", ":")) or one.rule in {
            "zip-damaged",
            "xml-not-well-formed",
        }
        assert "{" not in one.message


def test_a_fault_tells_its_file_and_place() -> None:
    (fault,) = check_package(FILES["unit-id-twice"]).problems

    assert fault.file == "cmi5.xml"
    assert fault.place == "/courseStructure/au[2] (line 4)"


def test_malformed_xml_tells_line_and_column() -> None:
    (fault,) = check_package(FILES["xml-not-well-formed"]).problems

    line, column = fault.place.split(":")
    assert (int(line), int(column) > 1) == (3, True)


def test_the_report_reads_as_the_command_promises() -> None:
    report = check_package(FILES["move-on-unknown"], "pakket.zip").as_json()

    assert report == {
        "ok": False,
        "format": "cmi5",
        "title": "Scherpe doelen",
        "problems": [
            {
                "rule": "move-on-unknown",
                "message": "moveOn mag niet „Ooit” zijn.",
                "file": "cmi5.xml",
                "place": "/courseStructure/au (line 4)",
                "advice": (
                    "Kies uit NotApplicable, Passed, Completed, CompletedAndPassed en "
                    "CompletedOrPassed."
                ),
                "requirement": "13.2.0.0-1",
            }
        ],
        "remarks": [],
    }


def test_several_faults_are_all_told() -> None:
    made = course(Au(id="los", url="weg.html", attributes={"moveOn": "Ooit"}))

    assert sorted(rules_of(zipped(made))) == [
        "iri-not-absolute",
        "move-on-unknown",
        "url-file-missing",
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><x/>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x>&elders;</x>',
    ],
)
def test_no_entity_is_ever_read(bomb: str) -> None:
    assert rules_of(zipped(bomb)) == ["xml-entities"]


def test_billions_of_laughs_are_refused_at_once() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><x a="&l11;">&l11;</x>'

    assert rules_of(zipped(bomb)) == ["xml-entities"]


def test_a_harmless_doctype_does_no_harm() -> None:
    made = course().replace("\n", "\n<!DOCTYPE courseStructure>\n", 1)

    assert rules_of(zipped(made)) == []


def test_xml_nested_too_deep_is_refused() -> None:
    made = course("<block>" * 400 + "</block>" * 400)

    assert rules_of(zipped(made)) == ["xml-not-well-formed"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_xml_in_other_encodings_is_read(encoding: str) -> None:
    said = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    made = course(words="Één doel").replace('encoding="utf-8"', f'encoding="{said}"')

    assert check_package(zipped(made.encode(encoding))).title == "Één doel"


def test_files_may_be_named_in_the_ways_of_other_systems() -> None:
    raw = zip_of(
        [
            ("./cmi5.xml", course(Au(url="map/één.html"))),
            (entry("map\\één.html", flag_bits=0x800), PAGE),
        ]
    )

    assert check_package(raw).ok


def test_a_zip64_is_a_zip() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in (("cmi5.xml", course()), ("index.html", PAGE)):
            with made.open(name, "w", force_zip64=True) as inside:
                inside.write(content.encode())

    assert check_package(out.getvalue()).ok


def test_a_thousand_and_one_units_are_fine() -> None:
    units = [Au(id=f"{COURSE}/{n}", url=f"https://x.example/{n}") for n in range(1001)]
    raw = course(*units).encode()

    report = check_package(raw, "cmi5.xml")

    assert (report.ok, report.title) == (True, "Scherpe doelen")


def test_all_data_are_trimmed() -> None:
    made = course(Au(id=f" {COURSE}/1\n", url="\n <![CDATA[ index.html?a=1 ]]> \n"))

    assert check_package(zipped(made)).ok


@pytest.mark.parametrize("score", ["0", "1", "0.85", "1.0", ".5", "0.1234", "0.50000"])
def test_mastery_scores_from_nought_to_one(score: str) -> None:
    assert rules_of(zipped(course(Au(attributes={"masteryScore": score})))) == []


@pytest.mark.parametrize("score", ["-0.1", "1.01", "0.12345", "", ".", "0,5", "NaN", "1e-1"])
def test_other_mastery_scores_are_not_scores(score: str) -> None:
    made = zipped(course(Au(attributes={"masteryScore": score})))

    assert rules_of(made) == ["mastery-score-invalid"]


@pytest.mark.parametrize("scheme", ["data:text/html,x", "file:///etc/passwd", "vbscript:x"])
def test_addresses_that_run_or_read_are_refused(scheme: str) -> None:
    assert rules_of(zipped(course(Au(url=scheme)))) == ["url-scheme-forbidden"]


@pytest.mark.parametrize(
    "url", ["../index.html", "/index.html", "map/../../x", "//x.example/i", "."]
)
def test_a_relative_address_stays_inside_its_package(url: str) -> None:
    assert rules_of(zipped(course(Au(url=url)))) == ["url-file-missing"]


def test_what_opens_in_its_own_program_is_taken_in_with_a_remark() -> None:
    report = check_package(zipped(course(Au(url="rekenspel://start/1"))))

    assert [one.rule for one in report.remarks] == ["url-not-for-a-browser"]
    assert report.ok


def test_settings_written_as_elements_are_put_right_with_a_remark() -> None:
    unit = Au(tail="<moveOn>Passed</moveOn>")
    source = open_source(io.BytesIO(zipped(course(unit))), "x.zip")

    found = format_of(source).read(source)

    assert found.course.units[0].move_on == "Passed"
    assert [one.rule for one in found.remarks] == ["setting-as-element"]


def test_objectives_after_the_units_are_put_right_with_a_remark() -> None:
    late = f"<objectives>{objective()}</objectives>"
    report = check_package(zipped(course(Au(objectives=(f"{COURSE}/uitkomst",)), late)))

    assert report.ok
    assert [one.rule for one in report.remarks] == ["objectives-late"]


def test_elements_of_other_makers_are_left_alone() -> None:
    foreign = '<kleur xmlns="https://maker.example/ns" tint="rood">x</kleur>'

    assert rules_of(zipped(course(Au(tail=foreign)))) == []


def test_text_in_two_languages_keeps_both() -> None:
    both = '<langstring lang="nl">Steen</langstring><langstring lang="en-US">Rock</langstring>'
    head = f"<title>{both}</title>" + text("description", "x")
    source = open_source(io.BytesIO(zipped(course(Au(head=head)))), "x.zip")

    (unit,) = format_of(source).read(source).course.units

    assert unit.title == {"nl": "Steen", "en-US": "Rock"}


def test_blocks_keep_their_nesting_and_order() -> None:
    inner = block(Au(id=f"{COURSE}/2"), id=f"{COURSE}/b2")
    made = course(block(Au(), inner), Au(id=f"{COURSE}/3"))
    source = open_source(io.BytesIO(zipped(made)), "x.zip")

    found = format_of(source).read(source).course

    assert [one.parent for one in found.blocks] == [None, 0]
    assert [(one.publisher_id[-1], one.block) for one in found.units] == [
        ("1", 0),
        ("2", 1),
        ("3", None),
    ]


CARTRIDGE = "<manifest xmlns='http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1'/>"


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("common-cartridge", {"imsmanifest.xml": CARTRIDGE}),
        ("aicc", {f"les.{ending}": "x" for ending in ("crs", "AU", "des", "cst")}),
    ],
)
def test_other_formats_are_known_by_name(name: str, files: dict[str, str | bytes]) -> None:
    report = check_package(zipped("", files))

    assert report.format == name
    assert [one.rule for one in report.problems] == ["format-not-played"]


def test_of_several_formats_the_first_is_read_with_a_remark() -> None:
    report = check_package(zipped(course(), {"tincan.xml": "<tincan/>"}))

    assert (report.ok, report.format) == (True, "cmi5")
    assert [one.rule for one in report.remarks] == ["formats-several"]


def test_of_several_formats_another_can_be_chosen() -> None:
    raw = zipped(course(), {"tincan.xml": "<tincan/>"})

    assert [one.rule for one in check_package(raw, "", "tincan").problems] == ["activity-missing"]
    assert check_package(raw, "", "cmi5").remarks == ()


def test_formats_are_siblings_in_an_ordered_row() -> None:
    assert [one.name for one in FORMATS] == ["cmi5", "scorm2004", "scorm12", "tincan", "h5p"]


def test_every_rule_and_remark_says_what_to_do() -> None:
    for name, rule in {**RULES, **REMARKS}.items():
        assert rule.text, name
        assert rule.advice.endswith("."), name


def cut_short() -> list[Callable[[bytes], bytes]]:
    return [lambda raw: raw[:-30], lambda raw: raw[:200], lambda raw: raw[40:]]


@pytest.mark.parametrize("cut", cut_short())
def test_half_a_zip_is_refused_and_nothing_breaks(cut: Callable[[bytes], bytes]) -> None:
    assert not check_package(cut(zipped()), "x.zip").ok


@pytest.mark.shared_packages
@pytest.mark.parametrize("name", ["cmi5-geology-mastery.zip", "cmi5-18-units.zip"])
def test_real_packages_are_in_order(name: str) -> None:
    assert check_package(SHARED / name).ok


def test_names_are_only_those_of_the_standard() -> None:
    other = course().replace(NAMESPACE, "https://elders.example/ns")

    assert rules_of(zipped(other)) == ["not-a-course-structure"]


def test_every_rule_stands_in_the_docs() -> None:
    told = (Path(__file__).parents[2] / "docs/packages.md").read_text("utf-8")
    of_sessions = [one.name for one in SESSION_RULES] + [one.name for one in DOCUMENT_RULES]
    names = [*RULES, *REMARKS, *of_sessions]

    assert [name for name in names if f"| `{name}` |" not in told] == []
