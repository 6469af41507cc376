"""Each rule for SCORM packages has one package that breaks it and nothing else."""

import io
from collections.abc import Mapping

import pytest

from content_packages import check_package
from content_packages.rules.courses import Course, MoveOn
from content_packages.rules.formats import read_course
from content_packages.rules.sources import open_source
from tests.conftest import SHARED
from tests.content_packages.other_packages import (
    item,
    manifest,
    resource,
    scorm12,
    scorm2004,
    sequenced,
)
from tests.content_packages.packages import PAGE, zipped

RULE = "<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>{}"
RULE += '</imsss:ruleConditions><imsss:ruleAction action="{}"/></imsss:preConditionRule>'
RULE += "</imsss:sequencingRules>"
GOAL = '<imsss:objectives><imsss:primaryObjective objectiveID="doel"/>{}</imsss:objectives>'


def inside(old: str, new: str) -> bytes:
    """The valid manifest of SCORM 1.2 with one thing changed."""
    made = manifest()
    assert made.count(old) == 1
    return zipped("", {"imsmanifest.xml": made.replace(old, new)})


def twelve(more: str) -> bytes:
    return scorm12(item(more))


def condition(more: str, action: str = "skip") -> bytes:
    told = RULE.format(f"<imsss:ruleCondition {more}/>", action)
    return scorm2004(sequenced(told + GOAL.format("")))


FAULTS_12: Mapping[str, bytes] = {
    "not-a-manifest": zipped("", {"imsmanifest.xml": "<pakket/>"}),
    "manifest-inside": scorm12(tail="<manifest/>"),
    "identifier-missing": inside(' identifier="deel-1"', ""),
    "identifier-twice": scorm12(item() + item(title="Nog een")),
    "organization-missing": zipped(
        "", {"imsmanifest.xml": "<manifest><organizations/><resources/></manifest>"}
    ),
    "item-missing": scorm12(""),
    "item-empty": scorm12(item(resource="")),
    "resource-unknown": scorm12(item(resource="weg")),
    "resource-without-href": inside(' href="index.html"', ""),
    "scorm-type-unknown": scorm12(resources=resource(kind="film")),
    "mastery-score-outside": twelve("<adlcp:masteryscore>101</adlcp:masteryscore>"),
    "time-limit-invalid": twelve("<adlcp:maxtimeallowed>anderhalf uur</adlcp:maxtimeallowed>"),
    "value-unknown": twelve("<adlcp:timelimitaction>slaap</adlcp:timelimitaction>"),
    "prerequisites-invalid": twelve("<adlcp:prerequisites>(deel-1</adlcp:prerequisites>"),
    "prerequisites-unknown": twelve("<adlcp:prerequisites>deel-9</adlcp:prerequisites>"),
    "url-file-missing": scorm12(resources=resource(href="weg.html")),
    "url-scheme-forbidden": scorm12(resources=resource(href="javascript:alert(1)")),
    "url-invalid": scorm12(resources=resource(href="https://x.example:poort/")),
    "xml-not-well-formed": zipped("", {"imsmanifest.xml": "<manifest>"}),
    "xml-entities": zipped(
        "", {"imsmanifest.xml": '<!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>'}
    ),
}

FAULTS_2004: Mapping[str, bytes] = {
    "leaf-with-items": scorm2004(item(item(name="deel-2"))),
    "sequencing-unknown": scorm2004(item('<imsss:sequencing IDRef="weg"/>')),
    "objective-name-unknown": condition('condition="satisfied" referencedObjective="weg"'),
    "objective-name-twice": scorm2004(
        sequenced(GOAL.format('<imsss:objective objectiveID="doel"/>'))
    ),
    "number-outside": condition('condition="always" measureThreshold="2"'),
    "value-unknown": condition('condition="misschien"'),
    "item-empty": scorm2004(item(resource="")),
    "url-file-missing": scorm2004(resources=resource(href="../index.html")),
}

REMARKED: Mapping[str, bytes] = {
    "schema-version-missing": inside("<schemaversion>1.2</schemaversion>", ""),
    "schema-version-unknown": scorm12(version="1.3"),
    "element-order": scorm12(tail="<metadata/>"),
    "title-missing": inside("<title>Deel</title>", ""),
    "organization-default": inside('default="cursus"', 'default="weg"'),
    "scorm-type-missing": inside(' adlcp:scormtype="sco"', ""),
    "metadata-unread": scorm12(metadata="<adlcp:location>weg.xml</adlcp:location>"),
    "file-listed-missing": scorm12(resources=resource(more='<file href="weg.png"/>')),
    "url-dotted": scorm12(resources=resource(href="./index.html")),
    "url-backslash": scorm12(resources=resource(href="a\\b.html"), files={"a/b.html": PAGE}),
    "url-unescaped": scorm12(resources=resource(href="a b.html"), files={"a b.html": PAGE}),
    "url-other-case": scorm12(resources=resource(href="Index.HTML")),
    "url-elsewhere": scorm12(resources=resource(href="https://elders.example/les")),
}


def rules_of(raw: bytes) -> list[str]:
    return [one.rule for one in check_package(raw, "pakket.zip").problems]


def course_in(raw: bytes) -> Course:
    return read_course(open_source(io.BytesIO(raw), "pakket.zip"))[1].course


@pytest.mark.parametrize("rule", sorted(FAULTS_12))
def test_one_fault_in_scorm_12_gives_one_rule(rule: str) -> None:
    report = check_package(FAULTS_12[rule], "pakket.zip")

    assert [one.rule for one in report.problems] == [rule]


@pytest.mark.parametrize("rule", sorted(FAULTS_2004))
def test_one_fault_in_scorm_2004_gives_one_rule(rule: str) -> None:
    assert rules_of(FAULTS_2004[rule]) == [rule]


@pytest.mark.parametrize("rule", sorted(REMARKED))
def test_a_harmless_departure_gives_one_remark_and_plays(rule: str) -> None:
    report = check_package(REMARKED[rule], "pakket.zip")

    assert report.ok
    assert [one.rule for one in report.remarks] == [rule]


def test_items_become_units_and_blocks_in_their_order() -> None:
    chapter = item(item(name="b", title="B") + item(name="c", title="C"), "hoofdstuk", "")
    course = course_in(scorm12(item(name="a", title="A") + chapter))

    assert [(one.title, one.block) for one in course.units] == [
        ({"und": "A"}, None),
        ({"und": "B"}, 0),
        ({"und": "C"}, 0),
    ]
    assert course.units[1].publisher_id == "scorm:rekenen/b"
    assert course.play["tree"]["children"][1]["children"][0]["unit"] == 1


def test_an_address_is_put_together_from_its_bases_and_parameters() -> None:
    made = manifest(item(), resource()).replace("<resources>", '<resources xml:base="les/">')
    made = made.replace('identifierref="bron-1"', 'identifierref="bron-1" parameters="?deel=2"')
    course = course_in(zipped("", {"imsmanifest.xml": made, "les/index.html": PAGE}))

    assert course.units[0].url == "les/index.html?deel=2"


def test_what_an_item_of_scorm_12_tells_its_player() -> None:
    told = (
        "<adlcp:prerequisites>cursus</adlcp:prerequisites>"
        "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>"
        "<adlcp:timelimitaction>exit, no message</adlcp:timelimitaction>"
        "<adlcp:datafromlms>niveau=3</adlcp:datafromlms>"
        "<adlcp:masteryscore>80</adlcp:masteryscore>"
    )
    course = course_in(twelve(told))
    (unit,) = course.units

    assert (unit.mastery_score, unit.launch_parameters) == (0.8, "niveau=3")
    assert unit.play == {
        "item": "deel-1",
        "kind": "sco",
        "maxtimeallowed": "00:30:00",
        "timelimitaction": "exit, no message",
    }
    assert course.play["tree"]["children"][0]["prerequisites"] == "cursus"


def test_an_asset_is_done_when_it_was_completed() -> None:
    course = course_in(scorm12(resources=resource(kind="asset")))

    assert course.units[0].move_on is MoveOn.COMPLETED


def test_sequencing_comes_along_in_the_names_of_the_standard() -> None:
    told = RULE.format('<imsss:ruleCondition condition="completed" operator="not"/>', "disabled")
    tree = course_in(scorm2004(sequenced('<imsss:controlMode flow="true"/>' + told))).play["tree"]

    assert tree["children"][0]["sequencing"] == {
        "controlMode": {"flow": True},
        "sequencingRules": {
            "preConditionRule": [
                {
                    "ruleConditions": {
                        "ruleCondition": [{"condition": "completed", "operator": "not"}]
                    },
                    "ruleAction": {"action": "disabled"},
                }
            ]
        },
    }


def test_shared_sequencing_is_joined_with_the_items_own() -> None:
    held = (
        '<imsss:sequencingCollection><imsss:sequencing ID="vrij">'
        '<imsss:controlMode choice="true"/></imsss:sequencing></imsss:sequencingCollection>'
    )
    own = '<imsss:sequencing IDRef="vrij"><imsss:deliveryControls tracked="false"/>'
    made = scorm2004(item(f"{own}</imsss:sequencing>"), tail=held)

    assert course_in(made).play["tree"]["children"][0]["sequencing"] == {
        "controlMode": {"choice": True},
        "deliveryControls": {"tracked": False},
    }


def test_the_passing_score_of_scorm_2004_is_that_of_the_primary_objective() -> None:
    told = (
        '<imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true">'
        "<imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>"
        "</imsss:primaryObjective></imsss:objectives>"
    )

    assert course_in(scorm2004(sequenced(told))).units[0].mastery_score == 0.6


@pytest.mark.parametrize(
    ("version", "edition"),
    [("CAM 1.3", "2nd"), ("2004 3rd Edition", "3rd"), ("2004 4th Edition", "4th")],
)
def test_the_editions_of_scorm_2004(version: str, edition: str) -> None:
    assert course_in(scorm2004(version=version)).play["edition"] == edition


def test_metadata_give_language_keywords_and_time() -> None:
    lom = (
        '<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><language>nl</language>'
        '<description><string language="nl">Over breuken.</string></description>'
        "<keyword><string>breuken</string></keyword></general>"
        "<educational><typicalLearningTime><duration>PT1H30M</duration></typicalLearningTime>"
        "</educational></lom>"
    )
    course = course_in(scorm2004(metadata=lom))

    assert course.title == {"nl": "Rekenen"}
    assert course.description == {"nl": "Over breuken."}
    assert (course.keywords, course.minutes) == (("breuken",), 90)


@pytest.mark.shared_packages
@pytest.mark.parametrize(
    ("name", "kind", "units"),
    [("scorm12-golf-basic-calls.zip", "scorm12", 1), ("scorm2004-starter.zip", "scorm2004", 3)],
)
def test_real_packages_are_read(name: str, kind: str, units: int) -> None:
    raw = (SHARED / name).read_bytes()
    report = check_package(raw, name)

    assert (report.ok, report.format, report.remarks) == (True, kind, ())
    assert len(course_in(raw).units) == units


def test_metadata_may_stand_in_a_file_of_their_own() -> None:
    lom = (
        '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general>'
        '<title><langstring xml:lang="en">Sums</langstring></title>'
        '<keyword><langstring xml:lang="en">sums</langstring></keyword></general>'
        "<classification><purpose><value><langstring>Educational Objective</langstring></value>"
        '</purpose><description><langstring xml:lang="en">She adds up.</langstring></description>'
        "</classification></lom>"
    )
    there = "<adlcp:location>meta/les.xml</adlcp:location>"
    course = course_in(scorm12(metadata=there, files={"meta/les.xml": lom}))

    assert course.keywords == ("sums",)
    assert [one.title for one in course.objectives] == [{"en": "She adds up."}]
