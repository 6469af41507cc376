"""A small school whose record store counts for goals, for tests."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from foundation.database import Database
from lrs import Credential, RecordStore, Scope, store_within, void_within
from lti_tool.blend.operations import add_offering
from lti_tool.blend.rules.offerings import Offering, OfferingKind
from lti_tool.evidence.operations import count_for_goals, facts_of, loose_facts
from lti_tool.evidence.rules.facts import Fact
from lti_tool.evidence.storage.facts import facts
from lti_tool.evidence.storage.sums import runs, tallies
from lti_tool.goals.rules import Goal
from lti_tool.people.rules import Viewer
from lti_tool.profile.operations import record
from lti_tool.profile.rules import (
    ATTENDED,
    COMPLETED,
    Draft,
    Extension,
    Mode,
    Verb,
    activity,
    goal_activity,
)
from tests.conftest import FrozenClock
from tests.lti_tool.schools import TOOL_URL, SmallSchool, make_tool, small_school

NOVEMBER = datetime(2026, 11, 3, 15, 30, tzinfo=UTC)
MODULE = "https://aanbieder.example/cursussen/leerdoelen-stellen"
PROVIDER_HOME = "https://aanbieder.example"


@dataclass(frozen=True, slots=True)
class CountingSchool:
    """Shorthands: who does what, for which goal, and what the fact table says of it."""

    people: SmallSchool

    @property
    def database(self) -> Database:
        return self.people.tool.database

    def says(
        self,
        viewer: Viewer,
        verb: Verb = COMPLETED,
        what: str = MODULE,
        *,
        goals: tuple[Goal, ...] = (),
        at: datetime = NOVEMBER,
        **more: Any,
    ) -> UUID:
        """Record that she did this, for these goals."""
        draft = Draft(
            verb=verb,
            actor=viewer.pseudonym,
            object=more.pop("object", activity(what, name="Leerdoelen stellen")),
            at=at,
            school_id=more.pop("school_id", self.people.school_id),
            grouping=[goal_activity(TOOL_URL, goal.id) for goal in goals],
            **more,
        )
        with self.database.writing(self.people.tenant) as tx:
            return record(tx, self.people.tool, draft)[0]

    def attends(self, viewer: Viewer, *goals: Goal, at: datetime = NOVEMBER) -> UUID:
        session = f"{TOOL_URL}/bijeenkomsten/{uuid4()}"
        return self.says(viewer, ATTENDED, session, goals=goals, at=at, mode=Mode.MEETING)

    def provider_says(
        self, name: str, reference: str, *, statement_id: UUID | None = None, **more: Any
    ) -> UUID:
        """A provider pushes a completion of somebody it knows as `name`."""
        body = {
            "id": str(statement_id or uuid4()),
            "actor": {"account": {"homePage": PROVIDER_HOME, "name": name}},
            "verb": COMPLETED.as_json(),
            "object": activity(MODULE),
            "context": {"extensions": {str(Extension.EXTERNAL_REFERENCE): reference}},
            "timestamp": NOVEMBER.isoformat(),
            **more,
        }
        with self.database.writing(self.people.tenant) as tx:
            return store_within(tx, self.people.tool.record_store, self.provider, [body])[0]

    @property
    def provider(self) -> Credential:
        authority = {
            "objectType": "Agent",
            "account": {"homePage": PROVIDER_HOME, "name": "organisatie"},
        }
        return Credential(self.people.tenant, "aanbieder", authority, frozenset({Scope.ALL}))

    def void(self, statement_id: UUID) -> None:
        with self.database.writing(self.people.tenant) as tx:
            void_within(tx, self.people.tool.record_store, self.provider, statement_id)

    def offers(self, title: str = "Leerdoelen stellen", activity_iri: str = MODULE) -> Offering:
        with self.database.writing(self.people.tenant) as tx:
            return add_offering(
                tx, TOOL_URL, title, OfferingKind.MODULE, Mode.ONLINE, 20, activity_iri=activity_iri
            )

    def facts(self, *goals: Goal) -> list[Fact]:
        with self.database.reading(self.people.tenant) as tx:
            return facts_of(tx, [goal.id for goal in goals])

    def loose(self, viewer: Viewer) -> list[Fact]:
        with self.database.reading(self.people.tenant) as tx:
            return loose_facts(tx, viewer.person_id)

    def table(self, tenant: int | None = None) -> list[tuple[Any, ...]]:
        """Every column of every fact, as it stands in the database."""
        return self._rows(facts, tenant or self.people.tenant)

    def sums(self) -> list[tuple[Any, ...]]:
        """Every column of every sum."""
        return [*self._rows(tallies, self.people.tenant), *self._rows(runs, self.people.tenant)]

    def _rows(self, table: sa.Table, tenant: int) -> list[tuple[Any, ...]]:
        with self.database.reading(tenant) as tx:
            wish = sa.select(table).where(table.c.tenant_id == tenant)
            return [tuple(row) for row in tx.execute(wish.order_by(*table.primary_key))]


def counting_school(database: Database, clock: FrozenClock) -> CountingSchool:
    tool = make_tool(database, clock)
    hook = partial(count_for_goals, TOOL_URL)
    store = RecordStore(database, f"{TOOL_URL}/xapi", clock, on_stored=(hook,))
    return CountingSchool(small_school(database, clock, replace(tool, record_store=store)))
