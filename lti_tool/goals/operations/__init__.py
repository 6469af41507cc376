"""What is done with goals; the functions that take `tx` are steps of somebody's transaction."""

from lti_tool.goals.operations.change_goal import edit_goal, move_goal
from lti_tool.goals.operations.evaluate_goal import (
    LookBack,
    NewAnchor,
    anchor_goal,
    evaluate_goal,
)
from lti_tool.goals.operations.forget import forget_person
from lti_tool.goals.operations.give_share import (
    Sharing,
    see_sharing,
    share_goal,
    unshare_goal,
)
from lti_tool.goals.operations.keep_themes import (
    ThemeWords,
    add_theme,
    find_theme,
    list_themes,
    reword_theme,
)
from lti_tool.goals.operations.look_up import (
    SharedGoal,
    anchors_of,
    evaluations_of,
    goals_by_id,
    goals_of,
    goals_shared_with,
    lives_between,
    moves_of,
    outcomes_between,
    own_goal,
    process_of,
    processes_of,
    readable_goal,
    successors_of,
    themes_by_id,
    themes_of,
    versions_of,
)
from lti_tool.goals.operations.prepare_goal import (
    GoalAndSurroundings,
    Surroundings,
    prepare_edit,
    prepare_goal,
    preview_goal,
)
from lti_tool.goals.operations.start_goal import NewGoal, start_draft, start_goal

__all__ = [
    "GoalAndSurroundings",
    "LookBack",
    "NewAnchor",
    "NewGoal",
    "SharedGoal",
    "Sharing",
    "Surroundings",
    "ThemeWords",
    "add_theme",
    "anchor_goal",
    "anchors_of",
    "edit_goal",
    "evaluate_goal",
    "evaluations_of",
    "find_theme",
    "forget_person",
    "goals_by_id",
    "goals_of",
    "goals_shared_with",
    "list_themes",
    "lives_between",
    "move_goal",
    "moves_of",
    "outcomes_between",
    "own_goal",
    "prepare_edit",
    "prepare_goal",
    "preview_goal",
    "process_of",
    "processes_of",
    "readable_goal",
    "reword_theme",
    "see_sharing",
    "share_goal",
    "start_draft",
    "start_goal",
    "successors_of",
    "themes_by_id",
    "themes_of",
    "unshare_goal",
    "versions_of",
]
