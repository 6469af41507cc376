"""A living school for the demo: a year of goals, meetings, modules and moments."""
