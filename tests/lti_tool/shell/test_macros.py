"""Macros and filters: fields in their order, safe attributes, dates as people say them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from flask import Flask, render_template_string
from wtforms import BooleanField, Form, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from lti_tool.shell import look
from lti_tool.shell.dates import Speech
from lti_tool.shell.fields import as_text, field_view
from lti_tool.shell.icons import NoSuchIcon
from lti_tool.shell.look import AttributeNotAllowed, attributes
from lti_tool.shell.static_files import BUNDLES, FOLDER, asset
from tests.pages.styleguide import NOW, make_styleguide

TEMPLATES = Path(look.__file__).parent / "templates"


@pytest.fixture
def app() -> Iterator[Flask]:
    made = make_styleguide()
    with made.test_request_context():
        yield made


def shown(macro: str, **values: Any) -> str:
    return render_template_string(
        '{% import "ui.html" as ui %}{{ ' + macro + " }}", **values
    ).strip()


class WordsForm(Form):  # type: ignore[misc]  # WTForms comes without types
    verb = StringField("Wat?", [InputRequired("Vul dit in."), Length(max=80)], description="Kort.")
    note = StringField("Notitie", [Optional()])
    kinds = SelectMultipleField("Soort", choices={"a": "Online", "b": "Samen"})
    agree = BooleanField("Herinner me")


# fields


@pytest.mark.usefixtures("app")
def test_label_description_and_error_come_before_the_control() -> None:
    form = WordsForm()
    form.validate()
    html = shown("ui.text(form.verb)", form=form)
    order = [html.index(part) for part in ("<label", "Kort.", "Vul dit in.", "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="verb-hint verb-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'maxlength="80"' in html


@pytest.mark.usefixtures("app")
def test_a_field_needs_no_form_behind_it() -> None:
    html = shown('ui.date(name="until", label="Tot", value=day)', day=date(2026, 12, 18))
    assert 'type="date"' in html
    assert 'value="2026-12-18"' in html
    assert "aria-invalid" not in html


@pytest.mark.usefixtures("app")
def test_what_may_be_left_out_says_so() -> None:
    assert "(mag, hoeft niet)" in shown("ui.text(form.note)", form=WordsForm())


@pytest.mark.usefixtures("app")
def test_values_are_escaped() -> None:
    html = shown('ui.textarea(name="n", label="<b>", value=raw)', raw="</textarea><script>")
    assert "<script>" not in html
    assert "<b>" not in html


def test_chosen_choices_are_chosen() -> None:
    form = WordsForm(data={"kinds": ["b"]})
    assert [choice.selected for choice in field_view(form.kinds).choices] == [False, True]
    plain = field_view(
        name="k", label="K", choices=[("1", "Een", "uitleg"), ("2", "Twee")], value=2
    )
    assert [choice.selected for choice in plain.choices] == [False, True]
    assert plain.choices[0].description == "uitleg"


def test_given_words_win_over_those_of_the_field() -> None:
    assert field_view(WordsForm().verb, label="Anders", description="").label == "Anders"


def test_a_ticked_box_is_ticked() -> None:
    assert field_view(WordsForm(data={"agree": True}).agree).checked


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (date(2026, 1, 2), "2026-01-02"), (NOW.time(), "09:00"), (5, "5")],
)
def test_values_as_inputs_want_them(value: Any, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.usefixtures("app")
def test_the_error_summary_links_to_the_fields() -> None:
    form = WordsForm()
    assert shown("ui.error_summary(form)", form=form) == ""
    form.validate()
    assert '<a href="#verb">Vul dit in.</a>' in shown("ui.error_summary(form)", form=form)


@pytest.mark.usefixtures("app")
def test_every_form_that_writes_carries_the_visit_token() -> None:
    for macro in ("form", "inline_form"):
        html = render_template_string(
            '{% import "ui.html" as ui %}{% call ui.' + macro + '("/x") %}{% endcall %}'
        )
        assert 'name="visit_token"' in html


# the vocabulary


def macros(app: Flask) -> set[str]:
    module = app.jinja_env.get_template("ui.html").module
    return {name for name in dir(module) if not name.startswith("_")} - {
        "basics",
        "forms",
        "figures",
    }


def test_every_macro_is_explained_at_the_top_of_the_file(app: Flask) -> None:
    explained = (TEMPLATES / "ui.html").read_text().split("-#}")[0]
    missing = {name for name in macros(app) if not re.search(rf"\b{name}\b", explained)}
    assert missing == set()


def test_every_macro_stands_in_the_style_guide(app: Flask) -> None:
    guide = (Path(__file__).parents[2] / "pages/styleguide.html").read_text()
    assert {name for name in macros(app) if f"ui.{name}(" not in guide} == set()


# attributes, icons, assets


def test_attributes_are_left_out_bare_or_quoted() -> None:
    html = attributes({"a": True, "b": None, "c": False, "d": 'x"y'})
    assert html == ' a d="x&#34;y"'


@pytest.mark.parametrize(
    ("name", "value"),
    [("style", "x"), ("onclick", "x"), ("hx-on:click", "x"), ("hx-vals", "js:{a: 1}")],
)
def test_attributes_that_break_our_policy_are_refused(name: str, value: str) -> None:
    with pytest.raises(AttributeNotAllowed):
        attributes({name: value})


@pytest.mark.usefixtures("app")
def test_an_unknown_icon_is_told_at_once() -> None:
    with pytest.raises(NoSuchIcon):
        shown('ui.icon("unicorn")')


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.name)
def test_no_template_of_the_shell_holds_style_or_handlers(template: Path) -> None:
    text = template.read_text()
    for word in (" style=", "<style", " onclick", "hx-on", "js:", "javascript:"):
        assert word not in text


def test_every_style_sheet_is_in_the_bundle() -> None:
    held = {f"css/{path.name}" for path in (FOLDER / "css").glob("*.css")}
    assert held == set(BUNDLES["leerspoor.css"])


def test_our_own_script_stays_small() -> None:
    assert (FOLDER / "app.js").stat().st_size < 2048


# static files


def test_a_static_file_is_kept_for_good_at_its_versioned_address(app: Flask) -> None:
    client = app.test_client()
    kept = client.get(asset("leerspoor.css"), headers={"Accept-Encoding": "gzip"})
    assert "immutable" in kept.headers["Cache-Control"]
    assert kept.headers["Content-Encoding"] == "gzip"
    assert len(kept.data) < 7_500

    asked = client.get("/static/leerspoor.css")
    assert "no-cache" in asked.headers["Cache-Control"]
    assert b"/*" not in asked.data
    again = client.get("/static/leerspoor.css", headers={"If-None-Match": asked.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["nothing.css", "../look.py", "%2e%2e/look.py", "css"])
def test_nothing_else_is_served(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/static/{name}").status_code == 404


def test_pages_are_packed_for_who_takes_it(app: Flask) -> None:
    client = app.test_client()
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 12_000
    assert "Content-Encoding" not in client.get("/").headers


# dates and numbers


NL = Speech(Locale("nl"), NOW)
EN = Speech(Locale("en"), NOW)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "vandaag"),
        (1, "morgen"),
        (2, "overmorgen"),
        (3, "over 3 dagen"),
        (14, "over 2 weken"),
        (-1, "gisteren"),
        (-5, "5 dagen geleden"),
        (100, "3 maart 2027"),
    ],
)
def test_days_are_told_as_seen_from_today(days: int, text: str) -> None:
    assert NL.relative(NOW + timedelta(days=days)) == text


def test_late_in_the_evening_it_is_already_tomorrow_in_the_netherlands() -> None:
    assert NL.relative(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "morgen"
    assert NL.day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "di 24 nov"


def test_moments_are_short() -> None:
    begin = datetime(2026, 11, 26, 14, 15, tzinfo=UTC)
    assert NL.moment(begin, begin + timedelta(minutes=75)) == "do 26 nov, 15:15 – 16:30"
    assert EN.moment(begin) == "Thu 26 Nov, 15:15"
    assert NL.day(date(2027, 1, 4)) == "ma 4 jan 2027"
    assert NL.full_date(begin) == "26 november 2026"
    assert NL.month(begin) == "nov"


def test_numbers_are_dutch() -> None:
    assert NL.number(1234.5) == "1.234,5"
    assert EN.number(1234.5) == "1,234.5"
    assert NL.percent(0.834) == "83%"


@pytest.mark.parametrize(("minutes", "text"), [(20, "20 min"), (60, "1 u"), (115, "1 u 55")])
def test_durations_are_short(minutes: int, text: str) -> None:
    assert NL.duration(minutes) == text
