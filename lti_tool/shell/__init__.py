"""The shell around every page: layout, macros, looks, charts and the session in the path."""
