"""What we do with places in a course: show what can be picked, hand it over, open it."""
