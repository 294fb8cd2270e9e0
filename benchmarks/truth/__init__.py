"""Figures of what is said about whole laws and texts."""
