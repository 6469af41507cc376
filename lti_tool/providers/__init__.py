"""Course providers push completions; each counts once, for the person it belongs to."""
