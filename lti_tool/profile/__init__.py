"""Our xAPI vocabulary and the statements we author."""
