"""What the teacher's pages show and do."""
