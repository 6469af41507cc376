"""What people see of the academy: who they are, a course, and the tool in its frame."""

from dataclasses import replace
from typing import Any, cast

from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from leerspoor.demo.academy.academy import Academy, PendingLaunch
from leerspoor.demo.academy.accounts import ACCOUNTS, STORY, Account
from leerspoor.demo.academy.messages import (
    COURSE,
    deep_linking_claims,
    launch_claims,
    privacy_claims,
    review_claims,
)

pages = Blueprint("academy", __name__)

LOCALES = ("nl", "en")

PICKING, PRIVACY = "kies", "privacy"
"""Stand for a link where there is none: it is still to be picked, or is about the person."""

REVIEW = "-van-"
"""`1-van-leraar-01`: what this teacher did from link 1."""


def academy() -> Academy:
    return cast("Academy", current_app.extensions["academy"])


def who() -> Account | None:
    account = ACCOUNTS.get(session.get("account", ""))
    return replace(account, locale=locale()) if account else None


def locale() -> str:
    """The language in which this browser has set the academy, and so what it opens."""
    return cast("str", session.get("locale", LOCALES[0]))


@pages.get("/")
def front() -> str:
    if request.args.get("taal") in LOCALES:
        session["locale"] = request.args["taal"]
    return render_template(
        "academy/front.html",
        academy=academy(),
        story=[(ACCOUNTS[account], todo) for account, todo in STORY],
        others=[a for a in ACCOUNTS.values() if a.id not in dict(STORY)],
        locale=locale(),
        who=who(),
    )


@pages.post("/login")
def login() -> ResponseReturnValue:
    account = ACCOUNTS.get(request.form.get("account", ""))
    if account is None:
        return refused("Dit account bestaat hier niet.")
    session["account"] = account.id
    return redirect(url_for("academy.course"), 303)


@pages.get("/course")
def course() -> ResponseReturnValue:
    account = who()
    if account is None:
        return redirect(url_for("academy.front"), 303)
    return render_template(
        "academy/course.html",
        academy=academy(),
        who=account,
        course=COURSE,
        link=academy().link(request.args.get("link", "")) or academy().links[0],
        opens=request.args.get("open", ""),
        links=academy().links,
        may_pick=account.role == "Instructor",
        message=request.args.get("lti_errormsg") or request.args.get("lti_msg"),
    )


@pages.get("/course/grades")
def grades() -> ResponseReturnValue:
    """What tools reported about whoever is looking; a trainer sees everybody."""
    account = who()
    if account is None:
        return redirect(url_for("academy.front"), 303)
    rows = [
        (academy().line_items[number]["label"], ACCOUNTS[user], score)
        for (number, user), score in academy().scores.items()
        if number in academy().line_items and (account.role == "Instructor" or user == account.id)
    ]
    return render_template(
        "academy/grades.html",
        academy=academy(),
        who=account,
        course=COURSE,
        rows=rows,
        may_review=account.role == "Instructor",
    )


@pages.get("/launch/<link_id>")
def launch(link_id: str) -> ResponseReturnValue:
    """Inside the frame: a form that starts the login at the tool by itself, as Moodle's."""
    account, link = who(), academy().link(link_id.partition(REVIEW)[0])
    if account is None or (link is None and link_id not in (PICKING, PRIVACY)):
        return refused("Log eerst in bij de academie.")
    fields = {
        "iss": academy().url,
        "target_link_uri": academy().tool_url + (link.path if link else "/lti/launch"),
        "login_hint": account.id,
        "lti_message_hint": academy().begin_launch(account.id, link_id),
        "client_id": academy().client_id,
        "lti_deployment_id": academy().deployment_id,
    }
    if academy().mood.platform_storage:
        fields["lti_storage_target"] = "_parent"
    return sent_on(f"{academy().tool_url}/lti/login", fields)


@pages.route("/lti/auth", methods=["GET", "POST"])
def authenticate() -> ResponseReturnValue:
    """Answer the tool's question who this is (security framework §5.1.1.2)."""
    asked = request.values
    account = who()
    if account is None and "repost" not in asked:
        # from another site's frame the Lax cookie stays home; posting to ourselves brings it back
        return sent_on(request.base_url, {**asked.to_dict(), "repost": "1"})
    fault = _fault_in(asked.to_dict(), account)
    if fault or account is None:
        return refused(fault or "Log eerst in bij de academie.")
    pending = academy().take_launch(asked.get("lti_message_hint", ""), account.id)
    claims = _claims_of(pending, account, asked["nonce"]) if pending else None
    if claims is None:
        return refused("Deze start is al gebruikt. Open de les opnieuw.")
    answer = {"id_token": academy().keys.sign(claims), "state": asked["state"]}
    return sent_on(asked["redirect_uri"], answer)


def _claims_of(pending: PendingLaunch, account: Account, nonce: str) -> dict[str, Any] | None:
    if pending.link_id == PICKING:
        return deep_linking_claims(academy(), account, nonce)
    if pending.link_id == PRIVACY:
        return privacy_claims(academy(), account, nonce)
    link_id, _, about = pending.link_id.partition(REVIEW)
    link = academy().link(link_id)
    if link is None:
        return None
    if about in ACCOUNTS and account.role == "Instructor":
        return review_claims(academy(), account, link, ACCOUNTS[about], nonce)
    return launch_claims(academy(), account, link, nonce)


def _fault_in(asked: dict[str, str], account: Account | None) -> str | None:
    """What is wrong with an authentication request, or nothing."""
    expected = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": academy().client_id,
        "redirect_uri": f"{academy().tool_url}/lti/launch",
        "login_hint": account.id if account else "",
    }
    wrong = [name for name, value in expected.items() if asked.get(name) != value]
    missing = [name for name in ("nonce", "state") if not asked.get(name)]
    if not wrong and not missing:
        return None
    return "Het gereedschap vroeg iets verkeerds: " + ", ".join(wrong + missing)


def sent_on(address: str, fields: dict[str, str]) -> str:
    """A page whose form goes on by itself; without JavaScript there is a button."""
    return render_template("academy/sent_on.html", address=address, fields=fields)


def refused(reason: str) -> ResponseReturnValue:
    return render_template("academy/refused.html", reason=reason), 400
