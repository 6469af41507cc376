"""The questions of domain.md §5.5 that a team can ask."""

from lti_tool.insight.rules.question import Question
from lti_tool.insight.rules.questions.q01_active_goals import ACTIVE_GOALS
from lti_tool.insight.rules.questions.q02_themes import THEMES
from lti_tool.insight.rules.questions.q06_blend import BLEND
from lti_tool.insight.rules.questions.q07_real_blend import REAL_BLEND
from lti_tool.insight.rules.questions.q09_attendance import ATTENDANCE
from lti_tool.insight.rules.questions.q11_completion import COMPLETION
from lti_tool.insight.rules.questions.q16_leader import LEADER
from lti_tool.insight.rules.questions.q20_waiting import WAITING
from lti_tool.insight.rules.questions.q21_solved import SOLVED

QUESTIONS: tuple[Question, ...] = (
    ACTIVE_GOALS,
    BLEND,
    THEMES,
    SOLVED,
    REAL_BLEND,
    COMPLETION,
    ATTENDANCE,
    LEADER,
    WAITING,
)
"""In pairs that stand side by side; the last takes the whole width."""
