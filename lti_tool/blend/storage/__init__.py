"""Every line of SQL about offerings, blend items, enrolments, sessions and attendance."""
