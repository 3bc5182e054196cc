"""What a deployment shows of an extension whose action fails and rolls it back."""

from __future__ import annotations

from typing import Any

from fakeaws.lifecycles.appconfig.answers import is_id
from fakeaws.lifecycles.lifecycle import Ids


def applied(extension: str, ids: Ids) -> dict[str, Any]:
    """The entry of AppliedExtensions for an extension, told by its name, id or ARN."""
    return {
        "ExtensionId": extension if is_id(extension) else ids.appconfig_id(f"extension {extension}"),
        "ExtensionAssociationId": ids.appconfig_id(f"association of {extension}"),
        "VersionNumber": 1,
    }


def failed_action(extension: str, error: str, ids: Ids) -> dict[str, Any]:
    """The entry of ActionInvocations."""
    invocation = ids.appconfig_id(f"invocation of {extension}")
    return {"ExtensionIdentifier": extension, "InvocationId": invocation, "ErrorMessage": error}
