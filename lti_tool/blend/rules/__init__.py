"""What is true about offerings, blend items, enrolments, sessions and attendance."""
