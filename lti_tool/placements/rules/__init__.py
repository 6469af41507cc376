"""What is true of places in a course; pure."""
