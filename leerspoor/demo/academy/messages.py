"""What the academy says at a launch: the claims of a resource link request (LTI core §5)."""

from typing import Any

from leerspoor.demo.academy.academy import LAUNCH_LASTS, Academy, Link
from leerspoor.demo.academy.accounts import Account

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
COURSE = {"id": "2", "label": "LEREN", "title": "Samen leren", "type": ["CourseSection"]}


def launch_claims(academy: Academy, account: Account, link: Link, nonce: str) -> dict[str, Any]:
    """The claims of one launch, in the shape of Moodle's."""
    issued = int(academy.now())
    return {
        "iss": academy.url,
        "aud": academy.client_id,
        "sub": account.id,
        "nonce": nonce,
        "iat": issued,
        "exp": issued + LAUNCH_LASTS,
        CLAIM + "message_type": "LtiResourceLinkRequest",
        CLAIM + "version": "1.3.0",
        CLAIM + "deployment_id": academy.deployment_id,
        CLAIM + "target_link_uri": academy.tool_url + link.path,
        CLAIM + "roles": [MEMBERSHIP + account.role],
        CLAIM + "context": COURSE,
        CLAIM + "resource_link": {"id": link.id, "title": link.title},
        CLAIM + "custom": {},
        **_person(academy, account),
        **_presentation(academy),
        **_services(academy),
    }


def _person(academy: Academy, account: Account) -> dict[str, Any]:
    if not academy.mood.share_names:
        return {}
    return {
        "name": account.name,
        "given_name": account.given_name,
        "family_name": account.family_name,
        "email": account.email,
    }


def _presentation(academy: Academy) -> dict[str, Any]:
    return {
        CLAIM + "launch_presentation": {
            "locale": "nl",
            "document_target": "iframe",
            "return_url": f"{academy.url}/course?returned=1",
        },
        CLAIM + "tool_platform": {
            "product_family_code": "leerspoor-demo-academy",
            "guid": academy.client_id,
            "name": academy.name,
        },
    }


def _services(academy: Academy) -> dict[str, Any]:
    scopes = ("lineitem", "lineitem.readonly", "result.readonly", "score")
    return {
        AGS + "claim/endpoint": {
            "scope": [f"{AGS}scope/{scope}" for scope in scopes],
            "lineitems": f"{academy.url}/lti/lineitems",
        },
        NRPS + "claim/namesroleservice": {
            "context_memberships_url": f"{academy.url}/lti/memberships",
            "service_versions": ["1.0", "2.0"],
        },
    }
