"""Made-up inputs for whatever reads what people send."""
