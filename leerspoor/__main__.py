"""`python -m leerspoor` is the same as `leerspoor`."""

from leerspoor.commands import main

main(prog_name="leerspoor")
