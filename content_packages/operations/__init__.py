"""What we do with packages, one verb per file; transactions are opened here."""
