"""Put a script of ours at the beginning of somebody else's page."""

import re

BEFORE_ALL = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<!doctype[^>]*>)?", re.IGNORECASE)
HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
LOOKED_AT = 4096
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a page of two bytes a letter begins; we leave it as it is."""


def with_script(page: bytes, script: bytes) -> bytes:
    """As the first thing in the head; behind the doctype where there is no head.

    >>> with_script(b"<!doctype html><title>Les</title>", b"x = 1")
    b'<!doctype html><script>x = 1</script><title>Les</title>'
    """
    if page.startswith(WIDE):
        return page
    found = HEAD.search(page, 0, LOOKED_AT) or BEFORE_ALL.match(page)
    at = found.end() if found else 0
    return page[:at] + b"<script>" + script + b"</script>" + page[at:]
