"""What providers do here, and what we do with what they push."""
