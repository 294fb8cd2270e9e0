"""Fits what a message is like and measures danger and refusal on examples that were not looked at."""
