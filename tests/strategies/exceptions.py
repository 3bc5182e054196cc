"""Operations of which nothing valid can be drawn, with the contradiction of the model that causes it."""

from __future__ import annotations

from fakeaws.schema.dialect import Side

Case = tuple[str, Side]

CONTRADICTIONS: dict[Case, str] = {}

STREAMED_REQUESTS: dict[Case, str] = {}
