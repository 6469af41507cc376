"""The whole story in a real browser, on three hosts, with third-party cookies blocked."""
