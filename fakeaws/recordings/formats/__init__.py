"""A file for each format of recordings, and their table; which one a file has is seen by its content."""
