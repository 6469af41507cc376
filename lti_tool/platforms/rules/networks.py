"""Which addresses of the internet an academy may have: none that only we can reach."""

import ipaddress

INTERNET_6 = ipaddress.ip_network("2000::/3")
"""Outside it IPv6 has no public addresses, but ways around (such as 64:ff9b::/96 to IPv4)."""


def is_public(address: str) -> bool:
    """Whether this IP address is one that everybody reaches alike; scopes are never public."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour or found not in INTERNET_6:
            return False
    return found.is_global and not found.is_multicast
