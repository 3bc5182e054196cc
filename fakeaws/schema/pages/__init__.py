"""Doc pages of boto3's client methods, as RST or as rendered text, read into schemas and examples.

`sections` cuts a page at its headings; `syntax` reads the syntax blocks with `ast` (nothing is ever
evaluated) and `bullets` the lists of members; `agreement` makes a schema of the two, which must say the
same; `examples` reads the examples; `page` puts all together. What cannot be read is a `PageError`,
never an emptier schema.
"""
