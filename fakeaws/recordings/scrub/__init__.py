"""Secrets taken out of recordings: each becomes a stand-in of the same form, the same one wherever it stands.

`stand_ins` makes them from a key; `kinds` knows secrets by their looks, `names` by what they are called, and the model
by its trait `sensitive`; `scrubber` goes through interactions and documents; `files` through files,
`recorded` through what is being recorded.
`texts`, `xml_texts` and `pieces` open texts within texts, `bodies` mends headers, `leftovers` looks for what is left.
"""
