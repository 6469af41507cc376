"""What breaks around the record store, and what must hold all the same."""
