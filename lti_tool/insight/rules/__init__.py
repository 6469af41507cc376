"""The questions, their definitions and what may be shown: pure."""
