"""Who is logged in to the academy: a plain session cookie of its own."""

from typing import cast

from flask import Response, current_app, request

from leerspoor.demo.academy.accounts import Account
from leerspoor.demo.academy.campus import Campus

COOKIE = "AcademySession"


def campus() -> Campus:
    return cast("Campus", current_app.extensions["campus"])


def account_here() -> Account | None:
    return campus().sessions.get(request.cookies.get(COOKIE, ""))


def remember(answer: Response, session: str) -> Response:
    answer.set_cookie(COOKIE, session, httponly=True, samesite="Lax")
    return answer


def forget(answer: Response) -> Response:
    campus().sessions.pop(request.cookies.get(COOKIE, ""), None)
    answer.delete_cookie(COOKIE)
    return answer
