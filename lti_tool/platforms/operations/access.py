"""Our way into academies' services: made once, and shared by all who call them."""

from dataclasses import dataclass
from datetime import timedelta

from foundation.identifiers import new_token
from foundation.problems import Unavailable
from lti_tool.platforms.operations.own_keys import signing_key
from lti_tool.platforms.operations.signatures import signed
from lti_tool.platforms.platforms.access_tokens import AccessTokens, TokenRequest
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.shell.tool import Tool

BACKDATED = timedelta(seconds=10)
"""Moodle forgives a clock that runs ahead not a single second."""

LIFE = timedelta(minutes=5)


class NoServices(Unavailable):
    text = "The registration of {name} has no token_url, so its services can't be used."


@dataclass(frozen=True, slots=True)
class AcademyAccess:
    """`tokens` holds what we were given, for as long as it is good."""

    tool: Tool
    tokens: AccessTokens

    @classmethod
    def of(cls, tool: Tool) -> "AcademyAccess":
        return cls(tool, AccessTokens(tool.http))

    def token(self, registration: Registration, *scopes: str) -> str:
        """Raises AcademyUnreachable; no transaction may be open."""
        return self.tokens.token(self._request(registration, scopes), self.tool.clock())

    def forget_token(self, registration: Registration, *scopes: str) -> None:
        self.tokens.forget(self._request(registration, scopes))

    def _request(self, registration: Registration, scopes: tuple[str, ...]) -> TokenRequest:
        if registration.token_url is None:
            raise NoServices(name=registration.name)
        return TokenRequest(
            registration.token_url,
            registration.client_id,
            frozenset(scopes),
            lambda: self._assertion(registration),
        )

    def _assertion(self, registration: Registration) -> str:
        """Who we are (security framework §4.1.1)."""
        kid, key = signing_key(self.tool)
        now = self.tool.clock()
        claims = {
            "iss": registration.client_id,
            "sub": registration.client_id,
            "aud": registration.audience,
            "iat": int((now - BACKDATED).timestamp()),
            "exp": int((now + LIFE).timestamp()),
            "jti": new_token(),
        }
        return signed(claims, key, kid)
