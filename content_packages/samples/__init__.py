"""Content of our own, to start with: one real module, in Dutch."""
