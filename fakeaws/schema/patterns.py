"""The model's patterns as Python reads them."""

from __future__ import annotations

import functools
import re
import warnings


@functools.cache
def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern, to search with, or None: Smithy's are in ECMA's dialect, of which `re` reads most.

    `re` warns of sets that a later Python might read otherwise; in ECMA's dialect they mean what they mean now. Python
    3.10 warns of flags in the midst of a pattern, which later ones refuse.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return re.compile(pattern)
        except re.error:
            return None
