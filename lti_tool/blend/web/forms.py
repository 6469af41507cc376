"""Read the forms of the blend into values; what makes no sense is refused."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from werkzeug.datastructures import MultiDict

from foundation.problems import N_, Invalid
from lti_tool.blend.operations.screen import RegisterWish
from lti_tool.blend.rules.attendance import AttendanceState
from lti_tool.blend.rules.choices import TRY_OUT, VISIT, Plan
from lti_tool.blend.rules.totals import in_order

LONGEST = 24 * 60
LONGEST_TEXT = 200
LONGEST_NUMBER = 5


class FormUnreadable(Invalid):
    text = N_(
        "We begrijpen dit formulier niet. Laad de pagina opnieuw en probeer het nog een keer."
    )


def uuid_of(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError as wrong:
        raise FormUnreadable from wrong


def minutes_of(raw: str | None) -> int | None:
    """Whole minutes of one day; nothing typed is None."""
    if raw is None or not raw.strip():
        return None
    if not raw.strip().isascii() or not raw.strip().isdigit() or int(raw) > LONGEST:
        raise FormUnreadable
    return int(raw)


def state_of(raw: str) -> AttendanceState:
    wishes = {state.value: state for state in CORRECTABLE}
    if raw not in wishes:
        raise FormUnreadable
    return wishes[raw]


CORRECTABLE = (AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.ABSENT)


def register_wishes(form: MultiDict[str, str]) -> list[RegisterWish]:
    """`stand-<person>` and `minuten-<person>`; an empty `stand` leaves it as it is."""
    return list(_wishes(form))


def _wishes(form: MultiDict[str, str]) -> Iterator[RegisterWish]:
    for name, raw in form.items():
        start, _, person = name.partition("-")
        if start == "stand" and raw:
            minutes = minutes_of(form.get(f"minuten-{person}"))
            yield RegisterWish(uuid_of(person), state_of(raw), minutes)


def plan_of(form: MultiDict[str, str], order: Sequence[str] | None = None) -> Plan:
    """What is ticked (`kies`), in the order it had (`volgorde`) or in a new one."""
    ticked = in_order(form.getlist("kies"), order or form.getlist("volgorde"))
    own = [key for key in order or form.getlist("volgorde") if key in (TRY_OUT, VISIT)]
    placed = in_order([*ticked, *own], order or form.getlist("volgorde"))
    colleague = form.get("collega", "")
    return Plan(
        tuple(placed),
        form.get("uitproberen", "")[:LONGEST_TEXT],
        uuid_of(colleague) if colleague else None,
    )


def unit_of(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit() or len(raw) > LONGEST_NUMBER:
        raise FormUnreadable
    return int(raw)
