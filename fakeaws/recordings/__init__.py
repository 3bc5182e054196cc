"""Recorded calls: what others wrote down of AWS's answers, read, checked, scrubbed, replayed and written.

`interaction` is what all formats are read into; `formats/` has a file each, and the table of them; `reading` walks
files and folders, and its `read` is what the house and its guests call. `file`, `document`, `json_text` and `entry`
are what formats are read with; `outcome` tells responses from errors; `values` turns boto3's values into those of a
file and back. `replaying` makes scripts of interactions, and `parameters` tells which calls they answer. `recorder`
takes calls down, `scrub/` takes secrets out of them, `writing` writes them, for a test where `places` says.
`script/` writes a test of them.
"""

from fakeaws.recordings.reading import read as read
