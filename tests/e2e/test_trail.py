"""One learning trail: from the academy's launch to the leader's answer."""

import re
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect, sync_playwright
from tincan import Activity, Agent, AgentAccount, RemoteLRS, Result, Statement, Verb

from foundation.database import Database
from lti_tool.providers.operations.keep_providers import Access, add_provider
from tests.content_packages.test_sample_module import walk
from tests.e2e.browser import complaints_of, inside, launch, strict_browser
from tests.e2e.site import Site, running_site

pytestmark = pytest.mark.browser

NEWCOMER = "leraar-24"
MEETING = "Inloop: samen een lesdoel scherp maken"
HOMEPAGE = "https://aanbieder.example"
COURSE = {"id": f"{HOMEPAGE}/cursussen/vragen-stellen", "name": "Vragen stellen (online)"}


def test_a_teacher_walks_the_trail_and_the_leader_sees_where_it_leads(
    database: Database, tmp_path: Path
) -> None:
    with running_site(database, tmp_path) as site, sync_playwright() as playwright:
        with strict_browser(playwright.chromium) as context:
            before = leader_numbers(context, site)
        provider = a_provider_pushes(site)
        with strict_browser(playwright.chromium) as context:
            page, frame = launch(context, site.academy.url, NEWCOMER)
            complaints = complaints_of(page)
            she_reads_the_first_cards(frame)
            she_says_it_is_her(frame)
            she_formulates_a_goal(frame)
            she_picks_a_blend(frame)
            she_plays_the_module(frame)
            with (
                strict_browser(playwright.chromium) as hall,
                strict_browser(playwright.chromium, 390) as phone,
            ):
                she_checks_in_on_her_phone(site, hall, phone, frame)
            she_reflects(frame)
            she_links_what_the_provider_pushed(frame)
            she_evaluates(frame)
            assert complaints == []
        with strict_browser(playwright.chromium) as context:
            after = leader_numbers(context, site)
        statements_come_in_by_tincan_too(site, provider)

    assert after["teachers"] == before["teachers"] + 1
    assert after["modules"] == before["modules"] + 1


def press(frame: Frame | Page, name: str) -> None:
    """Press the button or follow the link with this name."""
    button = frame.get_by_role("button", name=name, exact=True)
    link = frame.get_by_role("link", name=name, exact=True)
    with frame.expect_navigation():
        button.or_(link).first.click()


def see(frame: Frame | Page, text: str | re.Pattern[str]) -> None:
    expect(frame.get_by_text(text).first).to_be_visible()


def head(frame: Frame | Page, text: str | re.Pattern[str]) -> None:
    expect(frame.get_by_role("heading", level=1)).to_have_text(text)


def a_provider_pushes(site: Site) -> Access:
    """Twice the same, for somebody whom it knows under a name that we do not."""
    tool, board = site.product.tool, site.staff.board
    access = add_provider(tool.database, board, "Testaanbieder", HOMEPAGE, [f"{HOMEPAGE}/"])
    push = {
        "reference": "T-1",
        "learner": {"account": "c-24", "email": f"{NEWCOMER}@springplank.example"},
        "course": COURSE,
        "completed_at": "2026-10-05T21:40:00+02:00",
        "score": 0.8,
        "duration_minutes": 120,
    }
    first, again = (
        httpx.post(
            f"{tool.tool_url}/api/v1/completions", json=push, auth=(access.key, access.secret)
        ).json()
        for _ in range(2)
    )
    assert (first["new"], first["state"]) == (True, "deelnemer_onbekend")
    assert again == {**first, "new": False}
    return access


def she_reads_the_first_cards(frame: Frame) -> None:
    for card in ("Het is van jou", "Wat je leider ziet", "Je neemt het mee"):
        see(frame, card)
    press(frame, "Naar mijn leren")
    head(frame, "Mijn leren")


def she_says_it_is_her(frame: Frame) -> None:
    press(frame, "Kijk even mee")
    see(frame, "c-24")
    press(frame, "Ja, dat ben ik")
    press(frame, "Mijn leren")
    see(frame, COURSE["name"])


def she_formulates_a_goal(frame: Frame) -> None:
    press(frame, "Begin je eerste leerdoel")
    frame.get_by_label("Wat gaat nog niet").fill("Ze weten niet waar de les over gaat.")
    frame.get_by_label("Scherpe lesdoelen").check()
    frame.get_by_label("Wat doe je straks zichtbaar anders?").fill("benoem het lesdoel")
    frame.get_by_label("In welke lessen").fill("aan het begin van elke taalles")
    see(frame, re.compile("Aan het begin van elke taalles benoem ik het lesdoel"))
    press(frame, "Start dit doel")


def she_picks_a_blend(frame: Frame) -> None:
    head(frame, "Kies je blend")
    frame.locator("#online").get_by_role("checkbox").first.check()
    frame.get_by_label("Zelf iets uitproberen").fill("Een exit-kaartje")
    frame.get_by_label("Een collega komt kijken").select_option(label="Joris Peeters")
    press(frame, "Maak dit mijn blend")
    see(frame, "Je doel in één zin")


def she_plays_the_module(frame: Frame) -> None:
    frame.get_by_role("link", name=re.compile("Scherpe lesdoelen")).first.click()
    for number in range(3):
        with frame.expect_navigation():
            frame.get_by_role("button", name=re.compile("^Op deze pagina")).nth(number).click()
        unit = inside(frame, "iframe.player")
        unit.wait_for_selector("body[data-ready]")
        unit.locator(".step:not([hidden])").first.wait_for()
        walk(unit)
        unit.get_by_role("button", name="Bewaar en stop").click()
        unit.wait_for_url("**/klaar")  # only then is all that it says stored
        done = "Je hebt deze module gedaan" if number == 2 else f"{number + 1} van 3 delen gedaan"
        expect(frame.get_by_text(done)).to_be_visible(timeout=60_000)
    press(frame, "Terug naar mijn doel")
    see(frame, re.compile("Online"))
    expect(frame.locator("#blend")).to_contain_text("Gedaan")


def she_checks_in_on_her_phone(
    site: Site, hall: BrowserContext, phone: BrowserContext, frame: Frame
) -> None:
    """The screen in the hall shows a code; her own page in the academy says who she is."""
    _, trainer = launch(hall, site.academy.url, "trainer-01")
    trainer.get_by_role("link", name=MEETING).first.click()
    press(trainer, "Open het inchecken")
    press(frame, "Agenda")
    personal = frame.locator(".personal-code").inner_text().splitlines()[-1]
    door = phone.new_page()
    door.goto(f"{site.academy.tool_url}/in")
    door.get_by_label("Jouw persoonlijke code").fill(personal)
    door.get_by_label("Code op het scherm").fill(trainer.locator(".big-code").inner_text())
    press(door, "Inchecken")
    head(door, re.compile("Je bent er, Eva van den Berg"))
    door.get_by_role("button", name=re.compile("benoem ik het lesdoel")).click()
    see(door, "Dit telt mee voor je leerdoel:")
    expect(trainer.get_by_text("Eva van den Berg").first).to_be_visible(timeout=60_000)


def she_reflects(frame: Frame) -> None:
    press(frame, "Mijn leren")
    frame.get_by_role("link", name=re.compile("benoem ik het lesdoel")).first.click()
    see(frame, MEETING)
    frame.get_by_role("link", name="Kijk kort terug").first.click()
    frame.get_by_label("Wat deed je?").fill("Ik schreef drie doelen om.")
    frame.get_by_label("Wat zag je bij je leerlingen?").fill("Ze vroegen waarom.")
    press(frame, "Bewaar")
    see(frame, "Ik schreef drie doelen om.")


def she_links_what_the_provider_pushed(frame: Frame) -> None:
    frame.get_by_role(
        "button", name=re.compile(f"Hoort hierbij: {re.escape(COURSE['name'])}")
    ).click()
    expect(frame.locator("#spoor")).to_contain_text(COURSE["name"])


def she_evaluates(frame: Frame) -> None:
    frame.get_by_text("Meer met dit doel").click()
    press(frame, "Kijk nu al terug")
    expect(frame.get_by_label("Wat er al staat")).to_contain_text(MEETING)
    frame.get_by_label("Grotendeels").check()
    frame.get_by_role("radio", name="Ja", exact=True).check()
    frame.get_by_label(re.compile("Wat .*leerlingen")).first.fill("Ze noemen het doel zelf.")
    press(frame, "Rond dit doel af")
    see(frame, "Waar je op uitkwam")
    for onward in ("Borg wat werkt", "Volgend leerdoel"):
        expect(frame.get_by_role("link", name=onward)).to_be_visible()


def leader_numbers(context: BrowserContext, site: Site) -> dict[str, int]:
    """What *Voortgang team* says about goals and modules."""
    page, frame = launch(context, site.academy.url, "schoolleider-01")
    head(frame, "Voortgang team")
    said = frame.inner_text("main")
    page.close()
    teachers = re.search(r"(\d+) van de \d+ leerkrachten hebben een actief leerdoel", said)
    modules = re.search(r"(\d+) van de \d+ begonnen online modules", said)
    assert teachers, said
    assert modules, said
    return {"teachers": int(teachers[1]), "modules": int(modules[1])}


def statements_come_in_by_tincan_too(site: Site, provider: Access) -> None:
    """The client that providers already have; an older revision changes nothing."""
    lrs = RemoteLRS(
        endpoint=f"{site.product.tool.tool_url}/xapi/",
        username=provider.key,
        password=provider.secret,
        version="1.0.3",
    )
    account = AgentAccount(home_page=HOMEPAGE, name="c-24")
    answer = lrs.save_statement(
        Statement(
            actor=Agent(account=account),
            verb=Verb(id="http://adlnet.gov/expapi/verbs/completed"),
            object=Activity(id=f"{HOMEPAGE}/cursussen/rekenen"),
            result=Result(completion=True),
            timestamp=datetime.now(UTC),
        )
    )
    assert answer.success, answer.data
    assert lrs.retrieve_statement(answer.content.id).success
