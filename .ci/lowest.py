"""Print the lower bound of each dependency of a pyproject.toml that the tests need, as a pip constraint."""

from __future__ import annotations

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text(encoding="utf-8")
bounds = {}
for extra in ("dependencies", "cli", "fast", "hypothesis", "recordings", "test"):
    block = re.search(rf"^{extra} = \[(.*?)\]$", text, re.DOTALL | re.MULTILINE)
    if block is None:
        sys.exit(f"{sys.argv[1]} has no {extra}")
    bounds |= dict(re.findall(r'"([\w-]+)(?:\[[\w,]+\])?>=([\w.]+)"', block.group(1)))
for name, version in bounds.items():
    print(f"{name}=={version}")
