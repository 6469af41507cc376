"""A small honest LTI 1.3 platform, as somebody else's academy would be; its front door."""

from leerspoor.demo.academy.academy import Academy
from leerspoor.demo.academy.accounts import ACCOUNTS, Account, Kind
from leerspoor.demo.academy.web import make_academy_app

__all__ = ["ACCOUNTS", "Academy", "Account", "Kind", "make_academy_app"]
