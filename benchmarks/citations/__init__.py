"""Figures of finding and resolving citations."""
