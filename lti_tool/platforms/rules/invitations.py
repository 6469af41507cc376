"""An invitation to register: who has its link may connect one academy to the board it names."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

LASTS = timedelta(days=14)
LONGEST = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Serves one academy: the first that uses it, which may repeat itself until `expires`.

    `issuer` is that academy, `registration_id` what came of it. Newcomers become teacher at
    `school_id`.
    """

    id: UUID
    code_hash: bytes
    tenant: int
    school_id: UUID | None
    accept_new_deployments: bool
    report_scores: bool
    expires: datetime
    issuer: str | None = None
    registration_id: UUID | None = None
