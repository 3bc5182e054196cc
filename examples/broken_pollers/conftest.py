"""Puts this folder on the path, so that the tests find the pollers; fakeaws comes by its entry point."""
