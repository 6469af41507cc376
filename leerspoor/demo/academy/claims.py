"""What the academy says about a click: the claims of its id_token, as Moodle 4.5 sends them."""

from typing import Any

from leerspoor.demo.academy.accounts import Account
from leerspoor.demo.academy.campus import Activity, Campus, course_named

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/"
MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"

GRADE_SCOPES = [
    GRADES + "scope/lineitem",
    GRADES + "scope/lineitem.readonly",
    GRADES + "scope/result.readonly",
    GRADES + "scope/score",
]
MEMBER_SCOPE = MEMBERS + "scope/contextmembership.readonly"


def launch_claims(
    campus: Campus, account: Account, activity: Activity, nonce: str
) -> dict[str, Any]:
    moment = int(campus.time().timestamp())
    return {
        "nonce": nonce,
        "iat": moment,
        "exp": moment + 60,
        "iss": campus.issuer,
        "aud": campus.tool.client_id,
        "sub": account.id,
        CLAIM + "deployment_id": campus.tool.deployment_id,
        CLAIM + "target_link_uri": campus.tool.target_link_uri,
        CLAIM + "message_type": "LtiResourceLinkRequest",
        CLAIM + "version": "1.3.0",
        CLAIM + "roles": [MEMBERSHIP + _role(account)],
        **_place(campus, activity),
        **_services(campus, activity),
        **(_names(account) if campus.mischief.shares_names else {}),
    }


def _role(account: Account) -> str:
    """A school leader is a participant here like anybody else."""
    return "Instructor" if account.gives_courses else "Learner"


def _names(account: Account) -> dict[str, Any]:
    return {
        "given_name": account.given_name,
        "family_name": account.family_name,
        "name": account.name,
        "email": account.email,
    }


def _place(campus: Campus, activity: Activity) -> dict[str, Any]:
    course = course_named(activity.course_id)
    title = course.title if course else ""
    return {
        CLAIM + "context": {
            "id": activity.course_id,
            "label": course.label if course else "",
            "title": title,
            "type": ["CourseSection"],
        },
        CLAIM + "resource_link": {
            "id": activity.id,
            "title": activity.title,
            "description": "",
        },
        CLAIM + "launch_presentation": {
            "locale": "nl",
            "document_target": "iframe",
            "return_url": f"{campus.issuer}/terug/{activity.id}",
        },
        CLAIM + "tool_platform": {
            "product_family_code": "demo-academie",
            "version": "1",
            "guid": "demo-academie",
            "name": "academie",
        },
        CLAIM + "lis": {"course_section_sourcedid": ""},
    }


def _services(campus: Campus, activity: Activity) -> dict[str, Any]:
    services = f"{campus.issuer}/services/{activity.course_id}"
    return {
        GRADES + "claim/endpoint": {"scope": GRADE_SCOPES, "lineitems": services + "/lineitems"},
        MEMBERS + "claim/namesroleservice": {
            "context_memberships_url": services + "/memberships",
            "service_versions": ["1.0", "2.0"],
        },
    }
