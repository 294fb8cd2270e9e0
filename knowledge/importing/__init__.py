"""Official texts and judgments that an operator brings: read, judged against what is held, kept with their provenance."""
