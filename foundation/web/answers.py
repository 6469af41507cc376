"""Give each problem its answer, in the shape of its channel: JSON for machines, else a page."""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from foundation.faults import DatabaseFault
from foundation.problems import N_, Problem, Unavailable

ProblemPage = Callable[[Problem], str]
"""Renders the page of a problem; the status is set here."""

log = structlog.get_logger()


class HttpProblem(Problem):
    """A problem that HTTP itself has, such as an address that is nowhere."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__()
        self.status = status  # type: ignore[misc]  # here it differs per problem, not per class
        self.text = text  # type: ignore[misc]

    @property
    def code(self) -> str:
        return f"http-{self.status}"


HTTP_TEXTS = {
    400: N_("We begrijpen dit verzoek niet."),
    404: N_("Deze pagina is er niet (meer)."),
    405: N_("Dat kan hier niet."),
    413: N_("Dit is te groot om te ontvangen."),
    415: N_("Deze soort inhoud kunnen we hier niet lezen."),
    429: N_("Dat ging even te snel. Probeer het over een minuut opnieuw."),
    500: N_("Er ging bij ons iets mis. We hebben het genoteerd; probeer het straks opnieuw."),
    503: N_("Dit lukt nu even niet. Probeer het over een minuut opnieuw."),
}


FOR_MACHINES = "Something went wrong."


def install_answers(app: Flask, machine_paths: tuple[str, ...], show: ProblemPage) -> None:
    """Answer problems below `machine_paths` in JSON and all others with the page of `show`."""

    def to_machine() -> bool:
        return request.path.startswith(machine_paths)

    def answer(problem: Problem, status: int) -> ResponseReturnValue:
        if to_machine():
            return jsonify(as_json(problem)), status, headers_of(problem)
        page = show(_for_people(problem))
        return Response(page, status, headers_of(problem), mimetype="text/html")

    def of_problem(problem: Problem) -> ResponseReturnValue:
        note(problem)
        return answer(problem, problem.status)

    def of_http(fault: HTTPException) -> ResponseReturnValue:
        status = fault.code or InternalServerError.code
        if fault.response is not None or status < 400:  # noqa: PLR2004  (a redirect, not a fault)
            return fault.get_response()
        told = None if to_machine() else HTTP_TEXTS.get(status)
        text = told or fault.description or fault.name
        return answer(HttpProblem(status, text), status)

    def of_anything(fault: Exception) -> ResponseReturnValue:
        log.error("unexpected", exc_info=fault)
        status = InternalServerError.code
        text = FOR_MACHINES if to_machine() else HTTP_TEXTS[status]
        return answer(HttpProblem(status, text), status)

    app.register_error_handler(Problem, of_problem)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, of_anything)


def note(problem: Problem) -> None:
    """A problem of ours goes into the log with its cause, which nobody outside is told."""
    if problem.status >= InternalServerError.code:
        cause = problem.__cause__
        log.error("problem", problem=problem.code, cause=type(cause).__name__ if cause else None)


def headers_of(problem: Problem) -> dict[str, str]:
    """When it is worth asking again, in seconds, where that is known."""
    always = problem.retry_after if isinstance(problem, Unavailable) else None
    seconds = problem.details.get("retry_after", always)
    return {} if seconds is None else {"Retry-After": str(seconds)}


def _for_people(problem: Problem) -> Problem:
    """What ails the database is told to machines only."""
    if isinstance(problem, DatabaseFault):
        return HttpProblem(problem.status, HTTP_TEXTS[problem.status])
    return problem


def as_json(problem: Problem) -> dict[str, Any]:
    """`{"code": "goal-unknown", "message": "…", …details}`; details are made plain."""
    return {
        "code": problem.code,
        "message": problem.message,
        **{name: _plain(value) for name, value in problem.details.items()},
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool | dict):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)
