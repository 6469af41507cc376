"""How a goal shows itself: its column, its progress, its one next step, its story."""
