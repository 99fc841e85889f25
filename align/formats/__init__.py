"""Files in and out: one module a format, on the protocols and the registry of ``base``."""
