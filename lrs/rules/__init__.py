"""What is true of statements, documents and credentials: pure rules of the xAPI standard."""
