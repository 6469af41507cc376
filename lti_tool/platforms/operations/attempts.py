"""Keep a readable log of every login, launch and registration, with the reason of each refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import structlog

from foundation.clock import Clock
from foundation.database import Database, Transaction
from foundation.identifiers import new_id
from lti_tool.platforms.rules.attempts import ACCEPTED, FAILED, Attempt
from lti_tool.platforms.rules.obstacles import NotRegistered
from lti_tool.platforms.rules.reasons import LaunchRefused
from lti_tool.platforms.storage import attempts

log = structlog.get_logger()


@dataclass
class Trace:
    """What is known so far of what is going on."""

    attempt: Attempt
    is_written: bool = False

    def learn(self, **values: str | bytes | bool | None) -> None:
        self.attempt = replace(self.attempt, **values)  # type: ignore[arg-type]  # its own fields
        self.is_written = False

    def write(self, tx: Transaction) -> None:
        """Together with what was done, in one commit. What is learned after it is written anew."""
        attempts.add(tx, self.attempt)
        self.is_written = True


@contextmanager
def traced(database: Database, clock: Clock, step: str) -> Iterator[Trace]:
    """Write one line about what happens inside; in a transaction of its own, where it failed."""
    trace = Trace(Attempt(new_id(), clock(), step, ACCEPTED))
    try:
        yield trace
    except (LaunchRefused, NotRegistered) as refused:
        trace.learn(outcome=refused.reason.code)
        raise
    except Exception:
        trace.learn(outcome=FAILED)
        raise
    finally:
        _keep(database, trace)


def latest_attempts(database: Database, limit: int = 100) -> list[Attempt]:
    """The newest lines of the log; for administrators, and as proof at a certification."""
    with database.reading(None) as tx:
        return attempts.latest(tx, limit)


def _keep(database: Database, trace: Trace) -> None:
    attempt = trace.attempt
    log.info(
        "lti-attempt",
        step=attempt.step,
        outcome=attempt.outcome,
        issuer=attempt.issuer,
        deployment=attempt.deployment_id,
        browser_bound=attempt.browser_bound,
    )
    if not trace.is_written:
        with database.writing(None) as tx:
            trace.write(tx)
