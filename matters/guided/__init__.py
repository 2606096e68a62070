"""Guided questions (情形引导) of a standard: what they are, what answers lead to, and whether they are sound. Pure."""
