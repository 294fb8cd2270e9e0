"""What the store keeps, each kind of thing by itself; ``bot.store.Store`` holds them together."""
