"""Inputs that invite false words about the law, with what is right (``traps.jsonl``)."""
