"""Calls to academies' servers: keys, access tokens, members and scores. No transaction is open."""
