"""A small app that shows every macro and chart on one page, so that we can look at them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import segno
from flask import Flask, render_template, request
from markupsafe import Markup, escape
from wtforms import BooleanField, DateField, Form, RadioField, StringField
from wtforms.validators import DataRequired, Optional

from foundation.language import install_language
from foundation.web.headers import install_headers
from lti_tool.shell import charts
from lti_tool.shell.look import MenuItem, Surroundings, install_look

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SCALE = ["Helemaal oneens", "Oneens", "Neutraal", "Eens", "Helemaal eens"]
WEEKS = [str(week) for week in range(36, 48)]
SET = [4, 9, 14, 19, 22, 24, 25, 27, 29, 30, 31, 31]
REACHED = [0, 0, 1, 2, 4, 5, 7, 8, 10, 11, 12, 14]
MONTHS = ["aug", "sep", "okt", "nov"]
ONLINE, TOGETHER, CLASSROOM = [12, 46, 58, 41], [24, 31, 22, 19], [2, 17, 33, 28]
ANSWERS = [
    ("Ik weet waar ik aan werk en waarom", [0, 1, 3, 11, 6]),
    ("De online modules passen bij mijn klas", [1, 3, 6, 8, 3]),
    ("Ik krijg genoeg tijd om te oefenen", [3, 6, 5, 5, 2]),
]
TEAM: list[tuple[str, list[float | None], list[int]]] = [
    ("Sanne de Vries", [2, 3, 2, 1, 1, 2, 4], [1, 3, 4, 8, 12, 16]),
    ("Youssef El Amrani", [3, 3, 2, 2, 2, 0, 3], [0, 2, 3, 4, 6, 8]),
    ("Esra Yılmaz", [1, 3, 2, 0, None, 3, 3], [0, 1, 3, 4, 5, 8]),
]


class GoalForm(Form):  # type: ignore[misc]  # WTForms comes without types
    verb = StringField("Wat doe je straks zichtbaar anders?", [DataRequired("Vul één zin in.")])
    situation = StringField("In welke lessen?", [Optional()], description="Klein beginnen mag.")
    until = DateField("Wanneer kijk je terug?", [Optional()], default=date(2026, 12, 18))
    who = RadioField(
        "Wie mag dit zien?", choices={"me": "Alleen ik", "buddy": "Mijn maatje"}, default="me"
    )
    agree = BooleanField("Herinner me een week ervoor")


def filled_form() -> GoalForm:
    form = GoalForm()
    form.validate()
    return form


def stream() -> tuple[Any, Any]:
    node, link = charts.Node, charts.Link
    themes = [
        node("Formatief handelen", 14),
        node("Coöperatief leren", 9),
        node("Differentiatie", 8),
    ]
    goals = [node("Scherp doel", 24), node("Nog concept", 7)]
    first = [node("Online", 13), node("Teamsessie", 8), node("Lesbezoek", 6), node("Nog geen", 4)]
    to_goals = [(0, 0, 12), (0, 1, 2), (1, 0, 7), (1, 1, 2), (2, 0, 5), (2, 1, 3)]
    to_first = [(0, 0, 12), (0, 1, 7), (0, 2, 5), (1, 0, 1), (1, 1, 1), (1, 2, 1), (1, 3, 4)]
    links = [[link(*one) for one in group] for group in (to_goals, to_first)]
    return [themes, goals, first], links


def everything() -> dict[str, Any]:
    series = charts.Series
    span = charts.span_of([counts for _, counts in ANSWERS])
    columns, links = stream()
    heat = [
        {
            "label": name,
            "cells": charts.heat_cells(values, 4),
            "trend": charts.spark(f"Opgeteld: {grown[-1]}", grown, 18) + str(grown[-1]),
        }
        for name, values, grown in TEAM
    ]
    rows = [
        (columns[s][one.source].label, columns[s + 1][one.target].label, one.count)
        for s, group in enumerate(links)
        for one in group
    ]
    drawn = segno.make("https://leerspoor.example/in/7F3K9Q").svg_inline(omitsize=True)
    return {
        "session": NOW + timedelta(days=3, hours=5, minutes=15),
        "session_end": NOW + timedelta(days=3, hours=6, minutes=30),
        "form": filled_form(),
        "week_labels": WEEKS,
        "goals": [series("gesteld", SET, "online"), series("bereikt", REACHED, "classroom")],
        "weeks": list(zip(WEEKS, SET, REACHED, strict=True)),
        "activities": [
            series("Online", ONLINE, "online"),
            series("Samen", TOGETHER, "together"),
            series("In de klas", CLASSROOM, "classroom"),
        ],
        "months": list(zip(MONTHS, ONLINE, TOGETHER, CLASSROOM, strict=True)),
        "heat": heat,
        "scale": SCALE,
        "answers": [
            (text, charts.diverging(f"a{i}", text, counts, SCALE, span))
            for i, (text, counts) in enumerate(ANSWERS)
        ],
        "answer_rows": [(text, *counts) for text, counts in ANSWERS],
        "stream": (columns, links),
        "stream_rows": rows,
        "qr": Markup(drawn),  # noqa: S704  (segno draws shapes only)
    }


def make_styleguide(house_colour: str = "", target: str | None = None, platform: str = "") -> Flask:
    app = Flask("styleguide", static_folder=None, template_folder=str(Path(__file__).parent))
    menu = (
        MenuItem("Leerdoelen", "target", "#doelen", current=True),
        MenuItem("Agenda", "calendar", "#agenda"),
        MenuItem("Momenten", "clock", "#momenten"),
        MenuItem("Delen", "share-2", "#delen", count=2),
    )
    around = Surroundings(
        "Sanne de Vries, groep 5", "Basisschool De Springplank", menu, house_colour
    )
    install_language(app, lambda: "nl", "translations")
    install_look(app, clock=lambda: NOW, surroundings=lambda: around)
    install_headers(app, lambda: ("*",))

    @app.get("/")
    def show() -> str:
        visit = {"document_target": target, "platform_origin": platform}
        return render_template("styleguide.html", visit=visit, visit_token="t", **everything())

    @app.get("/echo")
    def echo() -> str:
        """What htmx sent along, announced like any news on a page."""
        news = escape(request.headers.get("Authorization", ""))
        return f'<p id="echo" data-announce="{news}">{news}</p>'

    @app.get("/bericht")
    def message() -> str:
        return render_template(
            "message.html",
            title="Dit lukte niet",
            text="Dit leerdoel bestaat niet.",
            action=("Naar je leerdoelen", "/"),
        )

    return app


if __name__ == "__main__":
    make_styleguide().run(port=8099)
