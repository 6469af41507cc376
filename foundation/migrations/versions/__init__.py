"""Versions of this package's tables, in order."""
