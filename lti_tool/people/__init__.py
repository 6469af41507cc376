"""Boards, schools, people and what each of them may do."""
