"""Doc pages of boto3's client methods, in any of their forms, read into schemas and examples.

A page may be RST, rendered text, the public site's HTML, or a client method's docstring. `article` turns
HTML into the lines of rendered text; `other_pages` tells pages that are none of a client method; `sections`
cuts a page at its headings; `syntax` reads the syntax blocks with `ast` (nothing is ever evaluated) and
`bullets` the lists of members; `agreement` makes a schema of the two, which must say the same; `edits` knows
where botocore edits pages by hand; `examples` reads the examples; `page` puts all together. What cannot be read
is a `PageError`, never an emptier schema.
"""
