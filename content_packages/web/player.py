"""The player: our page around a SCO or an H5P file, on the content host beside its files."""

from typing import Any

from flask import Flask, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from content_packages.operations.hear_h5p import hear_h5p, keep_state
from content_packages.operations.save_sitting import save_sitting
from content_packages.operations.shelf import Shelf
from content_packages.operations.show_player import Played, show_player
from content_packages.rules.saves import LARGEST
from content_packages.web.framing import FramedBy, framing

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self' https: http:; base-uri 'none'; form-action 'none'; "
)
"""Ours is the page around; what is in the frame has a policy of its own. H5P has no frame: its
programs run in the page itself, which is then as strange as they are."""

FRESH = {"Cache-Control": "no-store"}


def install_player(app: Flask, shelf: Shelf, framed_by: FramedBy | None) -> None:
    """`/play/<token>` and what it saves; the token is that of the files."""

    @app.get("/play/<token>")
    def play(token: str) -> ResponseReturnValue:
        played = show_player(shelf, token, request.args.get("deel", type=int))
        own = "" if played.package.format == "h5p" else PAGE
        g.policy = own + framing(framed_by, played.tenant)
        page = render_template(
            f"content/{TEMPLATES[played.package.format]}.html",
            played=played,
            token=token,
            language=get_locale(),
            launch=_launch(token, played),
        )
        return page, FRESH

    @app.post("/save/<token>/<int:position>")
    def save(token: str, position: int) -> ResponseReturnValue:
        request.max_content_length = LARGEST
        kept = save_sitting(shelf, token, position, request.get_data())
        return jsonify(result=True, errorCode=0, kept=kept), FRESH

    @app.post("/heard/<token>/<int:position>")
    def heard(token: str, position: int) -> ResponseReturnValue:
        request.max_content_length = LARGEST
        return jsonify(kept=hear_h5p(shelf, token, position, request.get_data())), FRESH

    @app.post("/state/<token>/<int:position>/<name>/<part>")
    def state(token: str, position: int, name: str, part: str) -> ResponseReturnValue:
        request.max_content_length = LARGEST
        request.max_form_memory_size = LARGEST
        value = request.form.get("data", "")
        keep_state(shelf, token, position, f"{name} {part}", value)
        return jsonify(success=True), FRESH

    @app.get("/state/<token>/<int:position>/<name>/<part>")
    def no_state(token: str, position: int, name: str, part: str) -> ResponseReturnValue:  # noqa: ARG001
        """What there is stands in the page already; H5P asks for more where it finds nothing."""
        return jsonify(success=True, data=False), FRESH


TEMPLATES = {"scorm12": "scorm", "scorm2004": "scorm", "h5p": "h5p"}


def _launch(token: str, played: Played) -> dict[str, Any]:
    """What the script on the page reads."""

    def of(position: int | None) -> str | None:
        return None if position is None else url_for("play", token=token, deel=position)

    position = played.unit.position
    return {
        "format": played.package.format,
        "unit": played.address,
        "kept": played.kept,
        "sitting": played.sitting,
        "counts": played.counts,
        "asset": played.unit.play.get("kind") == "asset",
        "judged": played.unit.mastery_score is not None,
        "save": url_for("save", token=token, position=position),
        "next": of(played.beside(1)),
        "previous": of(played.beside(-1)),
        "item": played.unit.play.get("item"),
        "course": played.course,
        "menu": len(played.menu) > 1,
        "moment": played.moment,
        "here": url_for("play", token=token),
        "heard": url_for("heard", token=token, position=position),
        "h5p": _h5p(token, played) if played.package.format == "h5p" else None,
    }


def _h5p(token: str, played: Played) -> dict[str, Any]:
    """Its folder, the files of its player, and what it remembers."""
    position = played.unit.position
    state = url_for("state", token=token, position=position, name="NAME", part="PART")
    states: dict[str, dict[str, str]] = {}
    for key, value in played.kept.get("states", {}).items():
        name, _, part = key.partition(" ")
        states.setdefault(part, {})[name] = value
    return {
        "folder": played.address.rpartition("/")[0],
        "files": {
            "js": url_for("static", filename="vendor/h5p/frame.bundle.js"),
            "css": url_for("static", filename="vendor/h5p/styles/h5p.css"),
        },
        "activity": played.unit.activity_id,
        "state": state.replace("NAME", ":dataType").replace("PART", ":subContentId"),
        "states": states,
    }
