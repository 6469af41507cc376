"""Learning at work: trying out, reflecting, looking at each other, and moments in between."""
