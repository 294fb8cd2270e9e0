"""Questions to answers, as plain data: what to say, what to quote, what to admit.

One module per kind of question; ``composer`` decides which of them answers.
"""
