"""The only package that knows Telegram, settings and time."""
