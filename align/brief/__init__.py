"""The brief: what a translator wants to know of a report before she starts."""
