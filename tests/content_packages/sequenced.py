"""A small course of SCORM 2004 whose rules lead the way; and a SCO that goes where it is told."""

from tests.content_packages.other_packages import item, resource, scorm2004

OBJECTIVES = "<imsss:objectives>{}</imsss:objectives>"
PRIMARY = '<imsss:primaryObjective objectiveID="{}">{}</imsss:primaryObjective>'
OTHER = '<imsss:objective objectiveID="{}">{}</imsss:objective>'
MAP = '<imsss:mapInfo targetObjectiveID="{}" writeSatisfiedStatus="{}"/>'
SHARED = '<adlcp:data><adlcp:map targetID="notities"/></adlcp:data>'


def sequencing(inside: str) -> str:
    return f"<imsss:sequencing>{inside}</imsss:sequencing>"


def controls(*, choice: bool) -> str:
    return f'<imsss:controlMode flow="true" choice="{str(choice).lower()}"/>'


def rules(action: str, *conditions: str) -> str:
    inside = "".join(f"<imsss:ruleCondition {one}/>" for one in conditions)
    held = f'<imsss:ruleConditions conditionCombination="any">{inside}</imsss:ruleConditions>'
    done = f'<imsss:ruleAction action="{action}"/>'
    rule = f"<imsss:preConditionRule>{held}{done}</imsss:preConditionRule>"
    return f"<imsss:sequencingRules>{rule}</imsss:sequencingRules>"


def course() -> str:
    """A test first. Who passes it, skips the first lesson; lessons have one order; the end waits
    until the lessons as a whole are satisfied.
    """
    writes = PRIMARY.format("kent", MAP.format("weet-al", "true"))
    test = item(sequencing(OBJECTIVES.format(writes)) + SHARED, "toets", title="Toets")
    primary = PRIMARY.format("eigen", "")
    reads = OTHER.format("voorkennis", MAP.format("weet-al", "false"))
    skips = rules("skip", 'condition="satisfied" referencedObjective="voorkennis"')
    uncounted = (
        '<adlseq:rollupConsiderations requiredForSatisfied="ifNotSkipped" '
        'requiredForCompleted="ifNotSkipped"/>'
    )
    first = sequencing(skips + OBJECTIVES.format(primary + reads) + uncounted)
    lessons = item(first, "les-1", title="Les 1") + item("", "les-2", title="Les 2")
    whole = PRIMARY.format("alles", MAP.format("lessen-af", "true"))
    in_order = sequencing(controls(choice=False) + OBJECTIVES.format(whole))
    block = item(lessons + in_order, "lessen", resource="", title="Lessen")
    waits = rules(
        "disabled",
        'condition="satisfied" operator="not" referencedObjective="lessen"',
        'condition="objectiveStatusKnown" operator="not" referencedObjective="lessen"',
    )
    hears = OTHER.format("lessen", MAP.format("lessen-af", "false"))
    end = sequencing(waits + OBJECTIVES.format(primary + hears))
    return test + block + item(end + SHARED, "slot", title="Slot")


def sequenced_package() -> bytes:
    top = sequencing(controls(choice=True))
    return scorm2004(course(), resource(), more=top, files={"index.html": SCO})


SCO = """<!doctype html><html lang="nl"><title>Les</title>
<p>Bladzijde <output id="at"></output></p><p>Notitie: <output id="note"></output></p>
<button id="next">Blader</button><button id="done">Klaar</button>
<button id="out">Naar buiten</button>
<script>
const api = parent.API_1484_11;
api.Initialize("");
let at = Number(api.GetValue("cmi.location") || 1);
const show = () => document.getElementById("at").textContent = at;
show();
document.getElementById("note").textContent = api.GetValue("adl.data.0.store") || "geen";
document.getElementById("next").onclick = () => {
  at += 1;
  api.SetValue("cmi.location", String(at));
  show();
};
const end = (request) => {
  api.SetValue("adl.data.0.store", "uit een ander deel");
  api.SetValue("cmi.completion_status", "completed");
  api.SetValue("cmi.success_status", "passed");
  api.SetValue("adl.nav.request", request);
  api.Terminate("");
};
document.getElementById("done").onclick = () => end("continue");
document.getElementById("out").onclick = () => end("exitAll");
addEventListener("pagehide", () => {
  api.SetValue("cmi.exit", "suspend");
  api.Terminate("");
});
</script></html>"""
