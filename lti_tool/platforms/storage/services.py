"""Courses with their services, who came from which, our line items and when we last scored."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from foundation.database import (
    Moment,
    Transaction,
    insert_ignoring,
    mine,
    row_as,
    rows_as,
    tenant_table,
    upsert,
)
from lti_tool.platforms.rules.scores import OwedScore, Promised, PromisedColumn
from lti_tool.platforms.rules.services import Course, LineItem

courses = tenant_table(
    "lti_course",
    sa.Column("registration_id", sa.Uuid, primary_key=True),
    sa.Column("context_id", sa.Text, primary_key=True),
    sa.Column("memberships_url", sa.Text),
    sa.Column("lineitems_url", sa.Text),
    sa.Column("can_report", sa.Boolean, nullable=False),
    sa.Column("seen", Moment, nullable=False),
    sa.Column("groups_url", sa.Text),
)
participants = tenant_table(
    "lti_participant",
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("registration_id", sa.Uuid, primary_key=True),
    sa.Column("context_id", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["tenant_id", "person_id"], ["person.tenant_id", "person.id"]),
)
line_items = tenant_table(
    "lti_line_item",
    sa.Column("registration_id", sa.Uuid, primary_key=True),
    sa.Column("lineitems_url", sa.Text, primary_key=True),
    sa.Column("resource_id", sa.Text, primary_key=True),
    sa.Column("url", sa.Text),
    sa.Column("claimed", Moment, nullable=False),
)
score_times = tenant_table(
    "lti_score_time",
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("lineitems_url", sa.Text, primary_key=True),
    sa.Column("resource_id", sa.Text, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("label", sa.Text),
    sa.Column("scaled", sa.Float),
    sa.ForeignKeyConstraint(["tenant_id", "person_id"], ["person.tenant_id", "person.id"]),
)


def keep_course(tx: Transaction, course: Course) -> None:
    names: Iterable[str] = [name for name in courses.c.keys() if name != "tenant_id"]  # noqa: SIM118
    values = {name: getattr(course, name) for name in names}
    upsert(tx, courses, values, ["registration_id", "context_id"])


def keep_participant(
    tx: Transaction, person_id: UUID, registration_id: UUID, context_id: str
) -> None:
    """Somebody's scores go to the course she opened last."""
    row = {"person_id": person_id, "registration_id": registration_id, "context_id": context_id}
    upsert(tx, participants, row, ["person_id", "registration_id"])


def find_course(tx: Transaction, registration_id: UUID, context_id: str) -> Course | None:
    query = sa.select(courses).where(
        mine(tx, courses),
        courses.c.registration_id == registration_id,
        courses.c.context_id == context_id,
    )
    return row_as(Course, tx.execute(query).first())


def courses_of(tx: Transaction, person_id: UUID) -> list[Course]:
    same = sa.and_(
        participants.c.tenant_id == courses.c.tenant_id,
        participants.c.registration_id == courses.c.registration_id,
        participants.c.context_id == courses.c.context_id,
    )
    query = (
        sa.select(courses)
        .join(participants, same)
        .where(mine(tx, courses), participants.c.person_id == person_id)
        .order_by(courses.c.registration_id)
    )
    return rows_as(Course, tx.execute(query).all())


def last_promised(
    tx: Transaction, person_id: UUID, lineitems_url: str, resource_id: str
) -> Promised | None:
    query = sa.select(score_times).where(
        mine(tx, score_times),
        score_times.c.person_id == person_id,
        score_times.c.lineitems_url == lineitems_url,
        score_times.c.resource_id == resource_id,
    )
    return row_as(Promised, tx.execute(query).first())


def promised_of(tx: Transaction, person_id: UUID, resource_id: str) -> list[Promised]:
    """What was promised of one thing that she did, in whichever gradebook."""
    query = sa.select(score_times).where(
        mine(tx, score_times),
        score_times.c.person_id == person_id,
        score_times.c.resource_id == resource_id,
    )
    return rows_as(Promised, tx.execute(query.order_by(score_times.c.lineitems_url)).all())


def keep_promised(tx: Transaction, owed: OwedScore) -> None:
    names: Iterable[str] = [name for name in score_times.c.keys() if name != "tenant_id"]  # noqa: SIM118
    row = {name: getattr(owed, name) for name in names}
    upsert(tx, score_times, row, ["person_id", "lineitems_url", "resource_id"])


def promised_scores(tx: Transaction, person_id: UUID | None) -> list[Promised]:
    """The newest first; those from before labels were kept are left out."""
    query = sa.select(score_times).where(mine(tx, score_times), score_times.c.label.is_not(None))
    if person_id is not None:
        query = query.where(score_times.c.person_id == person_id)
    newest = score_times.c.at.desc()
    return rows_as(Promised, tx.execute(query.order_by(newest, score_times.c.resource_id)).all())


def promised_columns(tx: Transaction) -> list[PromisedColumn]:
    """Counted where they lie: a country has millions of scores, and some hundred columns."""
    gone = sa.func.sum(sa.case((score_times.c.scaled.is_(None), 1), else_=0))
    query = (
        sa.select(
            score_times.c.lineitems_url,
            score_times.c.resource_id,
            sa.func.max(score_times.c.label).label("label"),
            sa.func.count().label("promised"),
            gone.label("taken_back"),
        )
        .where(mine(tx, score_times), score_times.c.label.is_not(None))
        .group_by(score_times.c.lineitems_url, score_times.c.resource_id)
        .order_by(sa.literal_column("label"), score_times.c.resource_id)
    )
    return rows_as(PromisedColumn, tx.execute(query).all())


def course_of_gradebook(tx: Transaction, lineitems_url: str) -> Course | None:
    query = sa.select(courses).where(mine(tx, courses), courses.c.lineitems_url == lineitems_url)
    latest = query.order_by(courses.c.seen.desc(), courses.c.context_id).limit(1)
    return row_as(Course, tx.execute(latest).first())


def find_line_item(tx: Transaction, wanted: LineItem) -> LineItem | None:
    return row_as(LineItem, tx.execute(sa.select(line_items).where(_is(tx, wanted))).first())


def claim_line_item(tx: Transaction, wanted: LineItem, stale: datetime) -> bool:
    """Be the one who makes it; a claim from before `stale` was left by somebody who died."""
    names: Iterable[str] = [name for name in line_items.c.keys() if name != "tenant_id"]  # noqa: SIM118
    row = {name: getattr(wanted, name) for name in names}
    if insert_ignoring(tx, line_items, [row], ["registration_id", "lineitems_url", "resource_id"]):
        return True
    free = sa.and_(line_items.c.url.is_(None), line_items.c.claimed < stale)
    taken = sa.update(line_items).where(_is(tx, wanted), free).values(claimed=wanted.claimed)
    return tx.execute(taken).rowcount == 1


def keep_line_item(tx: Transaction, made: LineItem) -> None:
    tx.execute(sa.update(line_items).where(_is(tx, made)).values(url=made.url))


def forget_line_item(tx: Transaction, gone: LineItem) -> None:
    tx.execute(sa.delete(line_items).where(_is(tx, gone)))


def _is(tx: Transaction, item: LineItem) -> sa.ColumnElement[bool]:
    return sa.and_(
        mine(tx, line_items),
        line_items.c.registration_id == item.registration_id,
        line_items.c.lineitems_url == item.lineitems_url,
        line_items.c.resource_id == item.resource_id,
    )


def count_courses(tx: Transaction, registration_id: UUID) -> int:
    here = sa.and_(mine(tx, courses), courses.c.registration_id == registration_id)
    return tx.execute(sa.select(sa.func.count()).select_from(courses).where(here)).scalar_one()


def forget_registration(tx: Transaction, registration_id: UUID) -> None:
    """Its courses, who came from them, and our columns there; what was promised stays known."""
    for table in (participants, line_items, courses):
        here = sa.and_(mine(tx, table), table.c.registration_id == registration_id)
        tx.execute(sa.delete(table).where(here))


def forget_person(tx: Transaction, person_id: UUID) -> None:
    for table in (participants, score_times):
        tx.execute(sa.delete(table).where(mine(tx, table), table.c.person_id == person_id))
