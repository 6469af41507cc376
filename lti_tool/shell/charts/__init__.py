"""Charts as pure functions: typed values in, an SVG without script or inline style out."""

from lti_tool.shell.charts.alluvial import Link, Node, alluvial
from lti_tool.shell.charts.diverging import diverging, span_of
from lti_tool.shell.charts.heat import HeatCell, heat_cells
from lti_tool.shell.charts.lines import lines
from lti_tool.shell.charts.small import dots, small_bar, spark
from lti_tool.shell.charts.stacked import stacked
from lti_tool.shell.charts.svg import Series

__all__ = [
    "HeatCell",
    "Link",
    "Node",
    "Series",
    "alluvial",
    "diverging",
    "dots",
    "heat_cells",
    "lines",
    "small_bar",
    "span_of",
    "spark",
    "stacked",
]
