"""Small faults put in by hand, each with the test that must see it."""
