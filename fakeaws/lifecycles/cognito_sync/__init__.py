"""Cognito Sync bulk publishes."""
