"""Charts: where things stand, what they say, and what they do with nothing."""

import re
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from lti_tool.shell import charts
from lti_tool.shell.charts.lines import spread
from lti_tool.shell.charts.svg import said, ticks

SCALE = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"]
Series = charts.Series


def parsed(svg: Markup) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (our own drawing)


def percents(svg: Markup, attribute: str, css_class: str) -> list[float]:
    """The values of an attribute that is a share of the width, in drawing order."""
    found = [e for e in parsed(svg).iter() if e.get("class", "").split()[:1] == [css_class]]
    return [float(e.get(attribute, "").rstrip("%")) for e in found]


def texts(svg: Markup) -> list[str]:
    return ["".join(e.itertext()) for e in parsed(svg).iter("text")]


EVERY_CHART = {
    "lines": charts.lines("a", "T", "D", ["1", "2"], [Series("x", [1, 2])]),
    "stacked": charts.stacked("a", "T", "D", ["1", "2"], [Series("x", [1, 2])]),
    "diverging": charts.diverging("a", "T", [1, 2, 3, 4, 5], SCALE, 9),
    "alluvial": charts.alluvial(
        "a",
        "T",
        "D",
        [[charts.Node("l", 1)], [charts.Node("r", 1)]],
        [[charts.Link(0, 0, 1)]],
    ),
}


@pytest.mark.parametrize("name", EVERY_CHART)
def test_every_chart_is_a_picture_with_a_name_and_a_message(name: str) -> None:
    drawing = parsed(EVERY_CHART[name])
    title, desc = drawing.find("title"), drawing.find("desc")
    assert title is not None and title.text == "T"  # noqa: PT018
    assert desc is not None and desc.text  # noqa: PT018
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


@pytest.mark.parametrize("name", EVERY_CHART)
def test_no_chart_carries_style_or_script(name: str) -> None:
    for element in parsed(EVERY_CHART[name]).iter():
        assert element.tag not in {"style", "script"}
        assert not {key for key in element.attrib if key == "style" or key.startswith("on")}


@pytest.mark.parametrize("name", EVERY_CHART)
def test_every_shape_has_a_colour_of_its_own_for_paper(name: str) -> None:
    shapes = [e for e in parsed(EVERY_CHART[name]).iter() if e.tag in {"rect", "path", "text"}]
    assert shapes
    assert all(e.get("fill") for e in shapes)


def test_the_same_values_draw_the_same_chart() -> None:
    again = charts.lines("a", "T", "D", ["1", "2"], [Series("x", [1, 2])])
    assert again == EVERY_CHART["lines"]


def test_names_are_escaped() -> None:
    svg = charts.stacked("a", "<b>", "&", ["<i>"], [Series("<u>", [1])])
    assert not re.search("<[biu]>", svg)


# lines


def test_a_line_runs_over_the_whole_plot() -> None:
    svg = charts.lines("a", "T", "D", ["1", "2", "3"], [Series("x", [0, 5, 10])])
    line = next(e for e in parsed(svg).iter("polyline"))
    assert line.get("points") == "0,100 50,50 100,0"


def test_a_missing_value_is_a_gap_in_the_line() -> None:
    svg = charts.lines("a", "T", "D", list("12345"), [Series("x", [1, 1, None, 2, 2])])
    assert len(list(parsed(svg).iter("polyline"))) == 2


def test_one_point_stands_in_the_middle_without_a_line() -> None:
    svg = charts.lines("a", "T", "D", ["nu"], [Series("x", [3])])
    assert not list(parsed(svg).iter("polyline"))
    assert "3 x" in texts(svg)


@pytest.mark.parametrize("values", [[], [0, 0], [None, None]])
def test_lines_without_anything_still_draw(values: list[float | None]) -> None:
    svg = charts.lines("a", "T", "D", [str(n) for n in range(len(values))], [Series("x", values)])
    assert "0" in texts(svg)


def test_labels_at_the_line_ends_never_overlap() -> None:
    placed = spread([100.0, 101.0, 99.0], 200)
    heights = sorted(placed)
    assert heights[1] - heights[0] >= 16
    assert heights[2] - heights[1] >= 16
    assert placed.index(max(placed)) == 1


def test_labels_at_the_bottom_are_pushed_up() -> None:
    assert max(spread([198.0, 200.0], 200)) == 200


# axes and numbers


@pytest.mark.parametrize(
    ("top", "last", "most"), [(0, 1, 2), (3, 3, 4), (31, 40, 6), (1_000_000, 1_000_000, 6)]
)
def test_ticks_are_round_and_few(top: float, last: float, most: int) -> None:
    marks = ticks(top)
    assert marks[-1] == last
    assert len(marks) <= most


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (2.5, "2,5"), (1234567, "1.234.567")])
def test_numbers_are_written_the_dutch_way(value: float, text: str) -> None:
    assert said(value) == text


# stacked bars


def test_the_longest_bar_fills_the_width_and_parts_join() -> None:
    svg = charts.stacked(
        "a", "T", "D", ["aug", "sep"], [Series("x", [10, 30]), Series("y", [10, 10])]
    )
    x, width = percents(svg, "x", "bar"), percents(svg, "width", "bar")
    assert x[1] == pytest.approx(x[0] + width[0], abs=0.02)
    assert x[3] + width[3] == pytest.approx(91, abs=0.1)
    assert width[2] == pytest.approx(3 * width[0], abs=0.02)
    assert {"20", "40"} <= set(texts(svg))


def test_a_part_too_narrow_for_its_number_keeps_silent() -> None:
    svg = charts.stacked("a", "T", "D", ["aug"], [Series("x", [1]), Series("y", [999])])
    assert "1" not in texts(svg)
    assert "x: 1" in svg


def test_nothing_has_no_bar() -> None:
    svg = charts.stacked("a", "T", "D", ["aug"], [Series("x", [0]), Series("y", [None])])
    assert percents(svg, "x", "bar") == []
    assert "0" in texts(svg)


# diverging bars


def test_neutral_lies_around_the_middle() -> None:
    counts = [1, 2, 4, 2, 1]
    svg = charts.diverging("a", "S", counts, SCALE, charts.span_of([counts]))
    x, width = percents(svg, "x", "bar"), percents(svg, "width", "bar")
    assert x[2] + width[2] / 2 == pytest.approx(50)
    assert x[0] == pytest.approx(0)
    assert x[4] + width[4] == pytest.approx(100)


def test_rows_share_one_scale() -> None:
    assert charts.span_of([[0, 0, 2, 0, 0], [0, 0, 0, 3, 6]]) == 9
    assert charts.span_of([]) == 1


def test_a_survey_row_has_five_classes() -> None:
    with pytest.raises(ValueError, match="5 classes"):
        charts.diverging("a", "S", [1, 2], ["nee", "ja"], 1)


def test_a_row_without_answers_draws_only_the_middle() -> None:
    assert percents(charts.diverging("a", "S", [0] * 5, SCALE, 1), "x", "bar") == []


# streams


def test_streams_fill_their_nodes_exactly() -> None:
    columns = [
        [charts.Node("a", 3), charts.Node("b", 1)],
        [charts.Node("c", 2), charts.Node("d", 2)],
    ]
    links = [[charts.Link(0, 0, 2), charts.Link(0, 1, 1), charts.Link(1, 1, 1)]]
    svg = charts.alluvial("a", "T", "D", columns, links, height=250)
    paths = [e.get("d", "") for e in parsed(svg).iter("path")]
    starts = [float(re.match(r"M[\d.]+,([\d.]+)", path)[1]) for path in paths]  # type: ignore[index]
    unit = (250 - 2 * 8 - 14) / 4
    assert starts == pytest.approx([8, 8 + 2 * unit, 8 + 3 * unit + 14], abs=0.01)


def test_a_stream_of_nothing_draws() -> None:
    svg = charts.alluvial("a", "T", "D", [[], [], []], [[], []])
    assert not list(parsed(svg).iter("path"))


# small pictures


def test_dots_show_done_and_open() -> None:
    shapes = [e.get("class") for e in parsed(charts.dots(2, 3, "online")).iter("circle")]
    assert shapes == ["full", "full", "open"]


def test_many_dots_become_a_bar() -> None:
    assert "circle" not in charts.dots(3, 12, "online")
    assert percents(charts.dots(3, 12, "online"), "width", "bar-fill") == [25]


@pytest.mark.parametrize(("share", "part"), [(-1, 0), (0.5, 50), (1.4, 100)])
def test_a_bar_never_leaves_its_track(share: float, part: float) -> None:
    assert percents(charts.small_bar(share), "width", "bar-fill") == [part]


@pytest.mark.parametrize("values", [[], [3]])
def test_a_sparkline_needs_two_points(values: list[float]) -> None:
    assert 'points=""' in charts.spark("x", values, 10)


def test_heat_levels_run_to_the_top() -> None:
    cells = charts.heat_cells([0, 1, 3, 5, 9, None], 5)
    assert [cell.level for cell in cells] == [0, 1, 3, 5, 5, 0]
    assert cells[-1].text == "–"
