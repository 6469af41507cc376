"""What evidence does: count, link, look up and rebuild."""

from lti_tool.evidence.operations.count import count_for_goals, forget_statements, recount
from lti_tool.evidence.operations.forget import agents_of, forget_person
from lti_tool.evidence.operations.links import (
    link_fact_to_goal,
    link_within,
    unlink,
    unlink_within,
)
from lti_tool.evidence.operations.look_up import (
    facts_of,
    facts_per_mode,
    latest_loose_facts,
    loose_facts,
    runs_of_school,
    tallies_of_school,
)
from lti_tool.evidence.operations.rebuild import rebuild

__all__ = [
    "agents_of",
    "count_for_goals",
    "facts_of",
    "facts_per_mode",
    "forget_person",
    "forget_statements",
    "latest_loose_facts",
    "link_fact_to_goal",
    "link_within",
    "loose_facts",
    "rebuild",
    "recount",
    "runs_of_school",
    "tallies_of_school",
    "unlink",
    "unlink_within",
]
