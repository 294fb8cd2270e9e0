"""Passages in, hits out. Knows nothing of chats or users."""

import os

# Products of one question are small: a second thread waits longer for its share than the share takes, and takes the core of
# another question. OpenBLAS reads this once, when numpy is first imported; who wants more sets it before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
