"""Passages in, hits out. Knows nothing of chats or users."""
