"""Sentence alignment: evidence, search, and evaluation against gold."""
