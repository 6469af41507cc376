"""`leerspoor statements`: what the record store holds."""

import click


@click.group()
def statements() -> None:
    """The statements of a board, as the record store holds them."""
