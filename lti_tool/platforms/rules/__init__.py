"""What is true of launches, keys, academies and scores; pure."""
