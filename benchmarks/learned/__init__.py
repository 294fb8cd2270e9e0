"""Labelled messages, and what is trained and fitted on them."""
