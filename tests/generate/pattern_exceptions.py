"""Patterns of the model that have no text, each with the reason."""

from __future__ import annotations

WITHOUT_TEXT = {
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}": (
        "it has 36 characters, and App Runner's ServiceId at most 32"
    ),
    r"^\\d{12}$": "a backslash and twelve times `d` are 13 characters, and the shape has 12",
    r"/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$/": "it wants a slash before the beginning",
    r".*/^[\d]{12}$/.*": "it wants a slash before the beginning",
    r"^arn:aws([a-z-]+)?:ec2:[a-z\d-]+:\d{12}:placement-group/^.{1,255}$": "it wants to begin after its beginning",
    r"\P{C}*$}": "it wants a brace after the end",
}

IN_NO_WORDS = {
    r"^arn:\S+:rbin:[a-z\-0-9]{0,63}:[0-9]{12}:rule/[0-9a-zA-Z]{11}{0,1011}$": "a repeat of a repeat is Java's alone",
}
