"""Which words of an article answer: a hand-made set, the fit of the weights on one half, figures of the other."""
