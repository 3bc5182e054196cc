"""What makes a thing, as source text that is ready to paste."""

from __future__ import annotations

from keyword import iskeyword


def as_source(name: str, /, *arguments: object, **keywords: object) -> str:
    """The call of `name` that has these arguments; keywords that Python cannot write go into a mapping before them."""
    return f"{name}({', '.join(as_parts(*arguments, **keywords))})"


def as_parts(*arguments: object, **keywords: object) -> list[str]:
    """What stands between the parentheses of such a call."""
    unwritable = {name: value for name, value in keywords.items() if not name.isidentifier() or iskeyword(name)}
    before = [*map(repr, arguments), *([repr(unwritable)] if unwritable else [])]
    return before + [f"{name}={value!r}" for name, value in keywords.items() if name not in unwritable]
