"""`leerspoor serve` and `leerspoor worker`: the product under gunicorn, and what it owes."""

import signal
import threading

import click

from foundation.logs import configure_logs
from foundation.web.slashes import Wsgi
from leerspoor.commands.surroundings import one_sentence, opened_product, say
from leerspoor.product import build
from leerspoor.server import serve_forever
from leerspoor.settings import settings_from


@click.command()
@click.option("--bind", multiple=True, default=["127.0.0.1:8010"], show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="How many requests each worker works on at a time.",
)
def serve(bind: tuple[str, ...], workers: int, threads: int) -> None:
    """Serve the whole product: the tool, the record store and the content host.

    Reads its settings from the environment (docs/settings.md) and answers on the host names
    of LEERSPOOR_TOOL_URL and LEERSPOOR_CONTENT_URL. Put a proxy with TLS before it.
    """
    with one_sentence():
        settings = settings_from()
    configure_logs(settings.logs)

    def make() -> Wsgi:
        product = build(settings)
        if settings.worker_inside:
            product.work()
        return product.wsgi()

    serve_forever(make, bind, workers, threads)


@click.command()
def worker() -> None:
    """Send what is owed to other servers, such as a score to an academy, until stopped."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with opened_product() as product:
        configure_logs(settings_from().logs)
        say("Working. Stop with Ctrl-C.")
        product.worker.run_until(stop)
