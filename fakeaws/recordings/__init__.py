"""Recorded calls: what others wrote down of AWS's answers, read, checked, scrubbed, replayed and written.

`interaction` is what all formats are read into; `formats/` has a file each, and the table of them; `reading` walks
files and folders; `values` turns boto3's values into those of a file and back.
"""
