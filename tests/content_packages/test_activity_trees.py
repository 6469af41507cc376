"""What a manifest says of sequencing, as the player reads it."""

from typing import Any

from content_packages import list_packages
from content_packages.rules.activity_trees import activity_tree, time_limit_of
from tests.content_packages.conftest import TENANT, Desk
from tests.content_packages.other_packages import item, resource, scorm2004
from tests.content_packages.sequenced import sequencing

EVERYTHING = """
<imsss:controlMode choice="false" choiceExit="false" flow="true" forwardOnly="true"/>
<imsss:sequencingRules>
  <imsss:postConditionRule>
    <imsss:ruleConditions>
      <imsss:ruleCondition condition="objectiveMeasureLessThan" measureThreshold="0.5"
        referencedObjective="eigen"/>
    </imsss:ruleConditions>
    <imsss:ruleAction action="retry"/>
  </imsss:postConditionRule>
</imsss:sequencingRules>
<imsss:limitConditions attemptLimit="2" attemptAbsoluteDurationLimit="PT1H"/>
<imsss:rollupRules objectiveMeasureWeight="0.5" rollupProgressCompletion="false">
  <imsss:rollupRule childActivitySet="atLeastCount" minimumCount="2">
    <imsss:rollupConditions>
      <imsss:rollupCondition condition="activityProgressKnown" operator="not"/>
    </imsss:rollupConditions>
    <imsss:rollupAction action="incomplete"/>
  </imsss:rollupRule>
</imsss:rollupRules>
<imsss:objectives>
  <imsss:primaryObjective objectiveID="eigen" satisfiedByMeasure="true">
    <imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>
    <imsss:mapInfo targetObjectiveID="allen" readSatisfiedStatus="false"/>
  </imsss:primaryObjective>
</imsss:objectives>
<imsss:deliveryControls tracked="false"/>
<imsss:randomizationControls selectionTiming="once" selectCount="1"/>
<adlseq:constrainedChoiceConsiderations constrainChoice="true"/>
<adlseq:rollupConsiderations requiredForCompleted="ifAttempted"/>
<adlseq:objectives>
  <adlseq:objective objectiveID="eigen">
    <adlseq:mapInfo targetObjectiveID="allen" writeRawScore="true"/>
  </adlseq:objective>
</adlseq:objectives>
"""
PLAYED = """
<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>
<adlnav:presentation><adlnav:navigationInterface>
  <adlnav:hideLMSUI>continue</adlnav:hideLMSUI>
</adlnav:navigationInterface></adlnav:presentation>
<adlcp:data><adlcp:map targetID="winkel" writeSharedData="false"/></adlcp:data>
"""


def tree_of(desk: Desk, *items: str) -> dict[str, Any]:
    desk.add(scorm2004("".join(items), resource()))
    (package,) = list_packages(desk.shelf, TENANT)
    assert time_limit_of(package, 0) == ("PT1H" if EVERYTHING in items[0] else None)
    return activity_tree(package)


def test_everything_a_manifest_says_reaches_the_engine(desk: Desk) -> None:
    (made,) = tree_of(desk, item(sequencing(EVERYTHING) + PLAYED))["children"]

    assert made["sequencingControls"] == {
        "flow": True,
        "choice": False,
        "choiceExit": False,
        "forwardOnly": True,
        "constrainChoice": True,
        "rollupProgressCompletion": False,
        "objectiveMeasureWeight": 0.5,
        "selectionTiming": "once",
        "selectCount": 1,
    }
    (rule,) = made["sequencingRules"]["postConditionRules"]
    assert rule == {
        "action": "retry",
        "conditionCombination": "all",
        "conditions": [
            {
                "condition": "objectiveMeasureLessThan",
                "referencedObjective": "eigen",
                "parameters": {"threshold": 0.5},
            }
        ],
    }
    (rollup,) = made["rollupRules"]["rules"]
    assert rollup["conditions"] == [{"condition": "progressKnown", "operator": "not"}]
    assert (rollup["consideration"], rollup["minimumCount"]) == ("atLeastCount", 2)
    assert made["attemptLimit"] == 2
    assert made["rollupConsiderations"] == {"requiredForCompleted": "ifAttempted"}
    assert made["deliveryControls"] == {"tracked": False}
    primary = made["primaryObjective"]
    assert (primary["satisfiedByMeasure"], primary["minNormalizedMeasure"]) == (True, 0.8)
    assert primary["mapInfo"] == [
        {"targetObjectiveID": "allen", "readSatisfiedStatus": False, "writeRawScore": True}
    ]
    assert made["completionThreshold"]["minProgressMeasure"] == 0.9
    assert made["hideLmsUi"] == ["continue"]
    assert made["sharedDataMaps"] == [
        {"targetID": "winkel", "readSharedData": True, "writeSharedData": False}
    ]


def test_a_course_that_says_nothing_of_its_order_has_a_way_forward(desk: Desk) -> None:
    tree = tree_of(desk, item(), item(name="deel-2"))

    assert tree["sequencingControls"] == {"flow": True}
    assert [one["id"] for one in tree["children"]] == ["deel-1", "deel-2"]
