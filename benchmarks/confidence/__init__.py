"""Question sets of our own and what is fitted and measured on them."""
