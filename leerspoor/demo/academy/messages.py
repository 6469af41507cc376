"""What the academy says when it opens the tool: the claims of each message (LTI core §5)."""

from typing import Any

from leerspoor.demo.academy.academy import LAUNCH_LASTS, Academy, Link
from leerspoor.demo.academy.accounts import Account

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
GROUPS_SERVICE = "https://purl.imsglobal.org/spec/lti-gs/"
GROUPS_SCOPE = f"{GROUPS_SERVICE}scope/contextgroup.readonly"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
COURSE = {"id": "2", "label": "LEREN", "title": "Samen leren", "type": ["CourseSection"]}


def launch_claims(academy: Academy, account: Account, link: Link, nonce: str) -> dict[str, Any]:
    """The claims of one launch, in the shape of Moodle's."""
    return {
        **_message(academy, account, "LtiResourceLinkRequest", nonce),
        CLAIM + "target_link_uri": academy.tool_url + link.path,
        CLAIM + "resource_link": {"id": link.id, "title": link.title},
        CLAIM + "custom": link.custom,
        **_presentation(academy, account),
    }


def deep_linking_claims(academy: Academy, account: Account, nonce: str) -> dict[str, Any]:
    """A request to pick something (deep linking §4.4); of the presentation only the locale."""
    return {
        **_message(academy, account, "LtiDeepLinkingRequest", nonce),
        CLAIM + "target_link_uri": f"{academy.tool_url}/lti/launch",
        CLAIM + "launch_presentation": {"locale": account.locale},
        DEEP_LINKING + "deep_linking_settings": {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["frame", "iframe", "window"],
            "accept_multiple": True,
            "accept_lineitem": True,
            "auto_create": False,
            "deep_link_return_url": f"{academy.url}/lti/picked",
            "data": academy.begin_picking(),
        },
    }


def review_claims(
    academy: Academy, account: Account, link: Link, about: Account, nonce: str
) -> dict[str, Any]:
    """Who looks at what somebody else did from a link; like Moodle, without that one's name."""
    return {
        **launch_claims(academy, account, link, nonce),
        CLAIM + "message_type": "LtiSubmissionReviewRequest",
        CLAIM + "for_user": {"user_id": about.id},
    }


def privacy_claims(academy: Academy, account: Account, nonce: str) -> dict[str, Any]:
    """Somebody asks what the tool keeps of her."""
    return {
        **_message(academy, account, "LtiDataPrivacyLaunchRequest", nonce),
        CLAIM + "target_link_uri": f"{academy.tool_url}/lti/launch",
        CLAIM + "for_user": {"user_id": account.id},
        **_presentation(academy, account),
    }


def _message(academy: Academy, account: Account, message: str, nonce: str) -> dict[str, Any]:
    """What every message says."""
    issued = int(academy.now())
    return {
        "iss": academy.url,
        "aud": academy.client_id,
        "sub": account.id,
        "nonce": nonce,
        "iat": issued,
        "exp": issued + LAUNCH_LASTS,
        CLAIM + "message_type": message,
        CLAIM + "version": "1.3.0",
        CLAIM + "deployment_id": academy.deployment_id,
        CLAIM + "roles": [MEMBERSHIP + account.role],
        CLAIM + "context": COURSE,
        **_person(academy, account),
        **_platform(academy),
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


def _presentation(academy: Academy, account: Account) -> dict[str, Any]:
    return {
        CLAIM + "launch_presentation": {
            "locale": account.locale,
            "document_target": "iframe",
            "return_url": f"{academy.url}/course?returned=1",
        }
    }


def _platform(academy: Academy) -> dict[str, Any]:
    return {
        CLAIM + "tool_platform": {
            "product_family_code": "leerspoor-demo-academy",
            "guid": academy.client_id,
            "name": academy.name,
        },
    }


def _services(academy: Academy) -> dict[str, Any]:
    scopes = ("lineitem", "lineitem.readonly", "result.readonly", "score")
    return {
        **(_groups(academy) if academy.mood.groups else {}),
        AGS + "claim/endpoint": {
            "scope": [f"{AGS}scope/{scope}" for scope in scopes],
            "lineitems": f"{academy.url}/lti/lineitems",
        },
        NRPS + "claim/namesroleservice": {
            "context_memberships_url": f"{academy.url}/lti/memberships",
            "service_versions": ["1.0", "2.0"],
        },
    }


def _groups(academy: Academy) -> dict[str, Any]:
    return {
        GROUPS_SERVICE + "claim/groupsservice": {
            "scope": [GROUPS_SCOPE],
            "context_groups_url": f"{academy.url}/lti/groups",
            "service_versions": ["1.0"],
        }
    }
