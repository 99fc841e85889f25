"""Sentence vectors: the ``Encoder`` protocol and the encoders behind it."""
