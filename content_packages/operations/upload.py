"""What somebody hands in to be put on the shelf."""

from dataclasses import dataclass

from content_packages.operations.check_package import Raw


@dataclass(frozen=True, slots=True)
class Upload:
    """`wished` is a format where a package has several; `minutes` is how long it takes."""

    file: Raw
    name: str
    wished: str = ""
    minutes: int | None = None
