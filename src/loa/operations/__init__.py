"""Running an installation: processes, the ticker, health, logs, checks."""
