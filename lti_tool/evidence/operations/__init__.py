"""What evidence does: count, link, look up and rebuild."""
