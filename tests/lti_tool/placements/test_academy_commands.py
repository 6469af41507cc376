"""What an administrator sees of members and scores, and sends again."""

from pathlib import Path

from tests.leerspoor.test_commands import Administrator
from tests.lti_tool.placements.course import Course
from tests.lti_tool.placements.test_reporting import HERS, evaluates, told


def test_scores_are_counted_by_state_and_sent_again(
    course: Course, database_url: str, tmp_path: Path
) -> None:
    administrator = Administrator(database_url, tmp_path / "packages")
    course.opens(HERS)
    evaluates(course)
    course.product.worker.run_once()
    assert told(course) == [("Leerdoel geëvalueerd", 100.0)]

    seen = administrator.types("platforms", "scores", "--board", str(course.board)).output
    assert "Leerdoel geëvalueerd" in seen
    assert "sent" in seen
    assert "Sanne" not in seen

    again = ("platforms", "scores", "--board", str(course.board), "--again")
    said = administrator.types(*again).output
    assert "on their way: 1" in said
    assert "waiting" in said


def test_courses_are_listed_with_when_they_were_read(
    course: Course, database_url: str, tmp_path: Path
) -> None:
    administrator = Administrator(database_url, tmp_path / "packages")
    course.opens(HERS)

    seen = administrator.types("platforms", "members", "--board", str(course.board)).output
    assert course.academy.name in seen

    unreached = administrator.types(
        "platforms", "members", "--board", str(course.board), "--now"
    ).output
    assert "did not answer" in unreached, "the demo academy has no port here"
    administrator.types("platforms", "members", "--board", "99", code=1)
