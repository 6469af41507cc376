"""Is the process alive, and can it serve: for whoever watches over it."""

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from foundation.database import Database
from foundation.faults import DatabaseFault


def health_blueprint(database: Database) -> Blueprint:
    blueprint = Blueprint("health", __name__, url_prefix="/health")

    @blueprint.get("/live")
    def live() -> Response:
        return jsonify(status="ok")

    @blueprint.get("/ready")
    def ready() -> ResponseReturnValue:
        try:
            with database.reading(None) as tx:
                tx.execute(sa.text("SELECT 1 FROM lti_tool_migration"))
        except (DatabaseFault, sa.exc.SQLAlchemyError) as fault:
            return jsonify(status="not ready", fault=type(fault).__name__), 503
        return jsonify(status="ok")

    return blueprint
