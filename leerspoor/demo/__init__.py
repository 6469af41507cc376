"""For trying out and for tests only: a demo academy and a living school."""
