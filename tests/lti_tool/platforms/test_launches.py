"""A launch from the academy: what is accepted, what is refused, and with which reason."""

from tests.lti_tool.platforms.surroundings import Browser, code_on


def test_a_teacher_who_clicks_in_the_academy_comes_in(browser: Browser) -> None:
    answer = browser.launch()

    assert code_on(answer) == "accepted"
    here = browser.client.get(answer.location, base_url="http://127.0.0.1:8010")
    assert here.json is not None
    assert here.json["tenant"] == 1
