"""Greengrass bulk deployments."""
