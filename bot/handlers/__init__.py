"""Telegram handlers: parse, call, render, send."""
