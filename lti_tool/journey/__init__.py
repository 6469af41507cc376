"""The pages of the teacher: her goals, one next step each, and everything that is hers."""
