"""Insight: what the team, its leader and the board may ask, and only as groups."""
