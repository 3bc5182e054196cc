"""The doors through which replies reach the code under test."""
