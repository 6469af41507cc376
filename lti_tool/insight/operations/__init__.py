"""What insight does: ask the questions of a school or board, and export the answers."""
