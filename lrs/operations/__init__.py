"""What the record store does, one verb per file; transactions are opened here."""
