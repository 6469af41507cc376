"""Take a package in: check it, unpack it, keep its course; all of it or nothing."""

import hashlib
from dataclasses import asdict
from typing import BinaryIO
from uuid import UUID

from content_packages.operations.check_package import Raw, name_of, open_raw
from content_packages.operations.shelf import Shelf, package_of
from content_packages.rules.courses import Course, CourseBlock, CourseUnit
from content_packages.rules.formats import read_course
from content_packages.rules.packages import Block, Package, Unit, new_version
from content_packages.rules.problems import PackageReplaced
from content_packages.rules.sources import open_source
from content_packages.rules.zips import CHUNK
from content_packages.storage import files, packages
from foundation.database import Transaction
from foundation.identifiers import new_id


def add_package(
    shelf: Shelf,
    tenant: int,
    raw: Raw,
    filename: str = "",
    wished: str = "",
    replaces: UUID | None = None,
) -> Package:
    """The kept package, read as the `wished` format. Raises `PackageRefused` with every fault.

    The same file again is a new package: a registration belongs to the package it began in. A new
    version keeps the activity ids of the package that it `replaces`, so that what is done in
    either counts as the same. Raises `UnknownPackage`, and `PackageReplaced` where another version
    came first.
    """
    name = filename or name_of(raw)
    before = _replaceable(shelf, tenant, replaces) if replaces else None
    with open_raw(raw) as file:
        digest = _digest(file)
        source = open_source(file, name)
        chosen, found = read_course(source, wished)
        made = _package(shelf, new_id(), chosen.name, name, digest, found.course)
        package = new_version(made, before) if before else made
        if source.zip is not None:
            files.unpack(shelf.folder, tenant, package.id, source.zip)
    try:
        with shelf.database.writing(tenant) as tx:
            if replaces:
                _expect_newest(tx, replaces)
            packages.add(tx, package)
            return package_of(tx, package.id)
    except BaseException:
        files.remove(shelf.folder, tenant, package.id)
        raise


def _replaceable(shelf: Shelf, tenant: int, package_id: UUID) -> Package:
    with shelf.database.reading(tenant) as tx:
        _expect_newest(tx, package_id)
        return package_of(tx, package_id)


def _expect_newest(tx: Transaction, package_id: UUID) -> None:
    if packages.has_newer(tx, package_id):
        raise PackageReplaced


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _package(
    shelf: Shelf, package_id: UUID, kind: str, filename: str, digest: str, course: Course
) -> Package:
    activity = shelf.activity_of(package_id)
    return Package(
        id=package_id,
        format=kind,
        filename=filename,
        sha256=digest,
        activity_id=activity,
        publisher_id=course.publisher_id,
        titles=dict(course.title),
        descriptions=dict(course.description),
        objectives=[asdict(one) for one in course.objectives],
        added_at=shelf.clock(),
        keywords=list(course.keywords),
        minutes=course.minutes,
        play=dict(course.play),
        units=tuple(_unit(activity, *numbered) for numbered in enumerate(course.units)),
        blocks=tuple(_block(activity, *numbered) for numbered in enumerate(course.blocks)),
    )


def _unit(activity: str, number: int, unit: CourseUnit) -> Unit:
    return Unit(
        position=number,
        block=unit.block,
        activity_id=f"{activity}/units/{number}",
        publisher_id=unit.publisher_id,
        titles=dict(unit.title),
        descriptions=dict(unit.description),
        url=unit.url,
        move_on=unit.move_on,
        launch_method=unit.launch_method,
        mastery_score=unit.mastery_score,
        launch_parameters=unit.launch_parameters,
        entitlement_key=unit.entitlement_key,
        activity_type=unit.activity_type,
        objectives=list(unit.objectives),
        play=dict(unit.play),
    )


def _block(activity: str, number: int, block: CourseBlock) -> Block:
    return Block(
        position=number,
        parent=block.parent,
        activity_id=f"{activity}/blocks/{number}",
        publisher_id=block.publisher_id,
        titles=dict(block.title),
        descriptions=dict(block.description),
    )
