"""AppConfig deployments."""
