"""Rolls out a release: configuration to servers, groups to devices, profiles to the stream."""
