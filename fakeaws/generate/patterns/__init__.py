"""Texts made from the model's patterns.

`dialect` puts into Python's words what services wrote in Java's; `reading` turns the parsed pattern into `parts`, which
draw texts of the length that is asked for from `letters`; `texts` is what the rest of the house calls. What parts
cannot know (lookarounds, word boundaries) is left to trial: a text is handed out only if the pattern finds it.

No library does this: rstr and exrex know no lengths and no lookarounds, and the makers of automata (greenery,
interegular) need seconds for a set repeated two thousand times.
"""
