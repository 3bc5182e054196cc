"""A recording as a test to be run and changed: `written` composes it, `source_text` lays it out.

`recurring` names ids, `brief` tells what an answer need not say, and `made_up` makes parameters that were not recorded.
"""
