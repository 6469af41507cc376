"""Record what people of ours did, inside the transaction in which they did it."""

from uuid import UUID

from foundation.database import Transaction, tenant_of
from lrs import Credential, Scope, store_within, void_within
from lti_tool.profile.rules import Draft, statement
from lti_tool.shell.tool import Tool


def record(tx: Transaction, tool: Tool, *drafts: Draft) -> list[UUID]:
    """Store these drafts as statements of the tool; they commit with the caller's work."""
    made = [statement(tool.tool_url, draft) for draft in drafts]
    return store_within(tx, tool.record_store, own_credential(tool.tool_url, tenant_of(tx)), made)


def void(tx: Transaction, tool: Tool, statement_id: UUID) -> UUID:
    """Withdraw a statement of ours that should not have existed."""
    credential = own_credential(tool.tool_url, tenant_of(tx))
    return void_within(tx, tool.record_store, credential, statement_id)


def own_credential(tool_url: str, tenant: int) -> Credential:
    """As whom the tool itself writes."""
    authority = {
        "objectType": "Agent",
        "account": {"homePage": tool_url, "name": "leerspoor"},
    }
    return Credential(tenant, "leerspoor", authority, frozenset({Scope.ALL}))
