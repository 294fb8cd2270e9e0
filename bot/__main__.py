"""``python -m bot`` is ``yuanfa``."""

from bot.cli import main

main()
