"""Let in who manages the modules of a board by machine."""

from lrs import Credential, Scope, recognise
from lti_tool.providers.rules import KeyMissing
from lti_tool.shell.tool import Tool


def let_manage(tool: Tool, key: str | None, secret: str | None) -> Credential:
    """Raises what is wrong with the key, or that it lacks the scope `packages`."""
    if not key or secret is None:
        raise KeyMissing
    credential = recognise(tool.record_store, key, secret)
    credential.expect(Scope.PACKAGES)
    return credential
