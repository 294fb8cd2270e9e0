"""How the bot stands up to many people, a bad network and sudden death."""
