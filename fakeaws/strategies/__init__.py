"""Hypothesis strategies over all that the model allows: responses, requests, and whole scripts.

`heights` knows where recursion can end; `patterns`, `texts` and `leaves` make single values, `shapes` puts them
together; `sides` is what people call for one side of an operation, `scripts` for what AWS says in the course of a test.
"""

from __future__ import annotations

from fakeaws.errors import MissingExtra

try:
    import hypothesis as _  # noqa: F401  # looked for before the rooms below ask for it
except ImportError:
    raise MissingExtra("fakeaws.strategies", "hypothesis", "hypothesis") from None

from fakeaws.strategies.scripts import scripts
from fakeaws.strategies.sides import requests, responses

__all__ = ["requests", "responses", "scripts"]
