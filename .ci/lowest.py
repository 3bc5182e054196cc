"""Print the lower bound of each runtime dependency of a pyproject.toml as a pip constraint."""

from __future__ import annotations

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text(encoding="utf-8")
block = re.search(r"^dependencies = \[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
bounds = re.findall(r'"([\w-]+)>=([\w.]+)"', block.group(1) if block else "")
if not bounds:
    sys.exit(f"{sys.argv[1]} has no dependencies with lower bounds")
for name, version in bounds:
    print(f"{name}=={version}")
