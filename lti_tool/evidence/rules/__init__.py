"""What is true of facts: pure."""
