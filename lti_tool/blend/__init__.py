"""The blend: what a teacher picks for a goal, the meetings, and who was there."""
