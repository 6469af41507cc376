"""Evidence: which recorded fact counts for which leerdoel."""
