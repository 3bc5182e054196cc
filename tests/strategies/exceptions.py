"""Operations of which nothing valid can be drawn, with the contradiction of the model that causes it."""

from __future__ import annotations

from fakeaws.schema.dialect import Side

_SERVICE_ID = "ServiceId, which each Service must have, is to be a UUID of 36 characters and 32 long"

CONTRADICTIONS: dict[tuple[str, Side], str] = {
    ("apprunner.create_service", "response"): _SERVICE_ID,
    ("apprunner.delete_service", "response"): _SERVICE_ID,
    ("apprunner.describe_service", "response"): _SERVICE_ID,
    ("apprunner.pause_service", "response"): _SERVICE_ID,
    ("apprunner.resume_service", "response"): _SERVICE_ID,
    ("apprunner.update_service", "response"): _SERVICE_ID,
}
