"""Calls to other record stores. No transaction is open."""
