"""The tool: teachers, school leaders, boards, providers and academies."""
