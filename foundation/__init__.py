"""Plumbing that every package stands on; it knows no word of xAPI, LTI or school."""
