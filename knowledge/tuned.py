"""Numbers of reading texts that were chosen, each with its reason; limits of a written form stand beside the form.

A benchmark named behind a number would move it. Numbers are read when they are used, so that a benchmark or a test may set another.
"""

from __future__ import annotations

from typing import Final

RETOLD: Final = 0.5
"""Of words without quotation marks, the share that may be altered: more of it, and they tell of the article in words of their own
(`benchmarks.truth --part quotations`: 0.9994 of altered quotations found, every right one left alone). Not measured alone."""

MEANT_NEAR, MEANT_SIGNED, MEANT_UNMARKED, MEANT_ADJOINING = 0.5, 0.65, 0.8, 1.1
"""Share of the pairs of characters of some words that an article must have, for the words to count as meant for its own: the less plainly
they are called a quotation, the more. Above 1 means never by their share. Together with ``RETOLD``: `benchmarks.truth --part quotations`."""

LEAST_SHARED: Final = 0.4
"""Share of a quotation that a text must have, to be taken for what it quotes (`benchmarks.truth --part quotations`). Not measured alone."""

MUCH_NEARER: Final = 0.5
"""Of the characters altered: another part of the article with fewer than this share of them is what was quoted. Not measured alone."""

TITLES_ALIKE: Final = 0.66
"""Share of the longer of two titles that both have in the same order, from which the known one is asked about: two of three characters.
Not measured."""

ARTICLES_ALIKE: Final = 0.5
"""Share of pairs of characters that two wordings of one rule have in common. Of the 620 moves of ``renumbering.yaml``
between two versions that are held, 598 are found so and none leads elsewhere (0.6: 585, 0.4: 607, none elsewhere)."""

COMMON_PAIR: Final = 0.1
"""Pairs of characters that more than this share of the articles have tell no two of them apart. Not measured alone."""

GAPS_BORNE: Final = 0.1
"""Share of numbers that may be missing in an imported text that takes the place of nothing (`benchmarks.importing`). Not measured alone."""

SHRINKS: Final = 0.5
"""A later version with less than this share of the articles held is more likely a part of it (`benchmarks.importing`). Not measured alone."""

BODY_OF_A_PAGE: Final = 0.9
"""Share of the sentences of a web page's running text that its body holds; a sentence in the foot of a page is none of it. Not measured."""

STRANGE_CHARACTERS: Final = 0.02
"""Share of control and private characters from which a file is no text. Not measured: texts have none, other files far more."""

PDF_MARKS_SET_IN: Final = 0.6
"""Share of the lines that begin like an article from which those at the margin are doubted; of wrapped lines few begin so."""

PDF_SAME_LINE: Final = (2.0, 0.4)
"""Points, and heights of its letters, by which a piece may lie above or below a line and still be of it: a raised figure is."""

PDF_SET_IN: Final = 1.2
"""Widths of a letter from the margin, from which a line is set in: Chinese paragraphs are by two."""

PDF_FEW: Final = 0.1
"""Share of lines from which a margin is one, and up to which lines set in are the exception."""

PDF_SHORT_LINE: Final = 0.85
"""Share of the longest line that a line before a new paragraph does not reach, where paragraphs are not set in."""

PDF_RUNNING_HEAD: Final = 0.6
"""Share of the pages that begin or end with the same words: these are a head or a foot."""
