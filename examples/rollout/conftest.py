"""Puts this folder on the path, so that the tests find the package; fakeaws comes by its entry point."""
