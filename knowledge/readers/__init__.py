"""One module per source format; each yields documents with their provenance."""
