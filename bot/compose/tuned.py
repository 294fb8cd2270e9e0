"""Numbers of composing that were chosen, each with its reason; fitted weights lie beside the modules that read them.

Cosines lie close together: two questions that have nothing to do with one another often have 0.88.
"""

from __future__ import annotations

from typing import Final

# -- cases

CASE_CERTAIN: Final = 0.9
"""Cosine from which a phrasing of a case is taken to be the question."""

CASE_CERTAIN_ENGLISH: Final = 0.88
"""The same for English, whose phrasings are fewer and so farther. Not measured."""

CASE_CLOSE: Final = 0.012
"""Cosines of points nearer than this are a tie. Not measured."""
CASE_TOGETHER: Final = 4 * CASE_CLOSE
"""Cases less far behind the nearest are told beside it."""

POINT_BESIDE: Final = 2 * CASE_CLOSE
"""A second point of one case less far behind the first is shown with it, if its cosine is at least ``POINT_LEAST``."""

POINT_LEAST: Final = CASE_CERTAIN - 0.02
"""Cosine that such a second point has at the least. Not measured."""
CORRECTION_CERTAIN: Final = 0.95
"""Cosine from which a correction answers a message that asserts nothing: it is that correction's question."""

CASE_COVERED: Final = 0.55
"""Share of a question's words, rare ones counting more, that an unnamed case must hold to be what is asked about:
questions about cases have 0.6 and more, others hardly ever more than 0.5 (fit half of benchmarks/confidence)."""

CASE_WORDS: Final = 0.08
"""Cosines that the words which tell a point apart within its case are worth. Of the 3,093 Chinese phrasings of points, each
taken away and asked, 0.51 lead to their point instead of 0.42 by the nearest phrasing alone; of 711 English ones 0.21, not 0.19."""

CASE_SURELY: Final = 0.03
"""Lead over every topic, in cosines, from which the words do not matter: a question in words of its own."""

# -- topics

STATED: Final = 0.92
"""Cosine of a premise of ours from which a message that asserts something states it."""

WORD_FOR_WORD: Final = 0.96
"""Cosine from which a message that only asks is that premise."""

ORDER_COST: Final = 0.004
"""What a later place in a topic's list costs an article, in cosines: the author's order counts. Not measured."""

FIRST_LEADS: Final = 0.03
"""Lead, in cosines, up to which the author's first article stays first. Not measured."""

# -- the gate

REVIEWED: Final = 0.1
"""By how much less probable a reviewed topic may be and still go before a bare article. Not measured."""

HELPS: Final = 0.35
"""The same for a topic with steps to take: who needs help is served worse by the right article alone. Not measured."""

SAME: Final = 0.02
"""Cosines of phrasings that differ by less are equally near. Not measured."""

NEAR: Final = 0.92
CLEAR: Final = 0.03
"""Cosine of a phrasing of ours, and its lead over every phrasing outside the field, from which a question is ours
whatever else is seen: of 430 questions outside the field two are that near (benchmarks/confidence)."""

LIKELY_OURS: Final = 0.35
LONG_MESSAGE: Final = 14
"""Probability of the field, and characters, from which a message that the gate turns away may still be answered, though never
with certainty: of 220 real messages 0.97 instead of 0.91 get articles, of 179 questions outside the field one more does."""

MIDDLE: Final = 0.9
ARTICLE_MIDDLE: Final = 0.87
"""Cosines that count as nought: of a phrasing and of an article. Weights are fitted to them (benchmarks/confidence)."""

FAR: Final = 0.8
"""Cosines below are as far as this."""

LEAD_BOUNDS: Final = (-1.0, 2.0)
"""What lies outside the field moves the gate by no more. Weights are fitted to it."""

BM25_UNIT: Final = 10.0
"""BM25 of an article counts in this unit. Weights are fitted to it."""

SHORT_QUESTION: Final = 6
"""Characters up to which a question is short. Weights are fitted to it."""

# -- citations

LOOKED_AT: Final = 30
"""Articles found by the words alone among which the one of the number is looked for."""

MOVED_AMONG: Final = 30
"""Hits of a search among which an article that has taken over an old number is looked for."""

MOVED_OF_ITS_LAW: Final = 5
"""Places among the articles of the law up to which the one that has taken over an old number is meant."""

NEAR_THE_TOP: Final = 3
"""Places among all laws up to which another article of the law may take its place; a moved one may come later."""

LEAST_SHARE: Final = 0.2
"""Share of all candidates that it must hold then."""

FITS_BETTER: Final = 8
"""How many times the share of the article of the number."""

FEWEST_WORDS: Final = 3
"""Characters beside a citation, fillers left out, from which they are compared with its article at all."""

CITED_WRONGLY: Final = 0.9
"""Confidence told for a citation that is not as it was written; one that is has 1."""

LAW_AS_SUCH: Final = 0.95
"""Confidence told for an answer about a law as such: the days are facts, the reading of the question is not."""

# -- days and conversations

ALIKE: Final = 0.45
"""Share of words in common from which an article of an older version is the one that today's article was made from."""

COMPLETE: Final = 16
"""Characters from which a message is likely to name its own subject (of 10, 13, 16 and 20 the best on the read half)."""

APART: Final = 0.16
"""Cosine of the taught vectors of a complete message and of the subject before it, below which it is of another matter and is
read alone: so are 0.84 of 180 messages of other matters, and one of the 149 turns of our chains that lean on their subject."""

REMEMBERED: Final = 2_000
"""Answers kept in memory; not measured."""

# -- how sure an answer is (figures of benchmarks/learned)

SURE: Final = 0.36
"""Probability from which a clear message is answered as certain. On the part that these were fitted on
(benchmarks/learned) 0.81 of the answers whose first excerpt may stand first are then certain, and 2 % of all are certain though
no excerpt even helps; on the unread part 0.77 and 3 %."""

SURE_AT_ALL: Final = 0.65
"""Probability from which one that may be unclear or local is, too. Not measured apart."""

NOT_VAGUE: Final = 0.12
"""Probability of being too vague, below which a message is clear. Not measured apart."""

NATIONAL: Final = 0.05
"""Probability of a question that local rules decide, below which the law alone answers. Not measured apart."""

ASK_BELOW: Final = 0.28
"""Probability below which the readings at hand are offered as choices: the least sure fifth to quarter of real messages."""

TELLS: Final = 0.3
"""Probability that a topic's conclusion answers, from which it may be given as the conclusion. Of those from 0.25 on it answered in
a third, read and unread alike, and one of the three nearest in half: they are told with their questions instead."""

TELLS_WITH_FIRST: Final = 0.5
"""What that probability and half that of the first excerpt add up to, from which it is. On the unread part half of the
conclusions then answer, and more than a third help."""

NEAR_TELLS: Final = 0.1
"""Probability from which the conclusions of near questions are told: of those with less the first was the person's own in 1 of 20 (unread)."""

SURELY_TELLS: Final = 0.5
"""Probability that a topic's conclusion answers, from which it is given whatever else is unsure: seven of ten then
answer, a quarter help."""

SAME_QUESTION: Final = 0.97
"""Cosine of a topic's phrasing from which it is the question itself. Not measured apart."""

LOCAL: Final = 0.3
"""Probability of a question that local rules decide, from which the answer says who decides them. Not measured apart."""

UNCLEAR: Final = 0.35
"""Probability of a message too vague to answer, from which an unsure one is asked back about. Not measured apart."""

TOO_VAGUE: Final = 0.7
"""Probability of a message too vague to answer, or of none of law, from which articles and choices would be guesses. Not measured apart."""

TOPIC_MIDDLE: Final = 0.9
DENSE_MIDDLE: Final = 0.88
"""Cosines that count as nought: of a phrasing and of an article. Weights are fitted to them (benchmarks/learned)."""

LONG: Final = 3.5
"""Natural logarithm of a usual length in characters. Weights are fitted to it."""

LEAST_TOLD_APART: Final = 1e-3
"""Shares are not told apart any further before their logarithm is taken. Weights are fitted to it."""

# -- near questions, readings and further asks

NEAR_LIKELY: Final = 0.05
"""Share among the topics from which a question is offered as near. Not measured."""

NEAR_TOLD: Final = 0.12
"""Share from which its conclusion is told at once where there is no other: of the unread messages that get articles alone, a question
with less was the person's own in 1 of 37 (benchmarks/learned), one with more in 1 of 6."""

NEAR_BESIDE: Final = 0.1
"""Share from which it is offered beside a conclusion of ours: the person's own in 1 of 4 then, below in 1 of 15."""

LEAST_LIKELY: Final = 0.02
"""What a reading is worth at the least. Not measured apart."""

READING_LIKELIHOOD: Final = 1.0
READING_OF_ARTICLE: Final = 2.0
"""What a topic's share among the topics counts beside the share of the articles that it leads to beyond what is shown, and what the
share of an article counts that is offered by itself: of 43 messages of the part "fit" that get choices, 30 have an article that may stand first among
what is shown or one tap away; with 3 and no articles by themselves 25 (``benchmarks/learned``)."""

READ_ARTICLES: Final = 20
OFFERED: Final = 0.84
"""Articles that may be offered by themselves (twice as many change nothing), and the cosine of a question of ours to the message from
which it is offered for its article; with 0.86 a tap helps two fewer of those 43."""

TELLS_OF_CRIME: Final = 0.3
"""Share of the Criminal Law among the articles ranked, from which a crime is offered as a reading: nobody is accused
by a choice. Not measured apart."""

ASK_LIKELIEST: Final = 0.45
"""Share among the topics from which one answers a few words that were cut out of a message. Not measured apart."""

HELPS_IN_DANGER: Final = 0.25
"""Probability that a conclusion answers, from which the playbook for a danger is given to whoever is in it. Not measured apart."""

PLAYBOOK: Final = 0.1
PLAYBOOK_OF_LIKELIEST: Final = 0.5
"""Share among the topics, and of the likeliest one's, from which one with steps for this danger is given where no conclusion is sure. Not measured apart: of seven
messages of outside writers in danger that were told a neighbouring question, the playbook stood among the likeliest three in five."""

ENGLISH_TELLS: Final = 0.6
"""Share among the topics from which one answers an English message without saying to which question: of 8 with less, of outside
writers and graders, none was answered rightly, 3 partly."""

# -- danger and harm (figures of benchmarks/safety)

HARDLY_IN_DANGER: Final = 0.001
"""Probability of danger under which the form of another one is not told: so unlikely were 15 of 41 messages in none that had a form,
and one of 181 in danger (``benchmarks/safety``, unread sets and a blind writer's)."""

DECLARED_DANGER: Final = 0.01
"""The same for a danger that only the topic that answers declares: of four such lines in 700 messages of outside writers two were absurd
(money lent, a fraud of half a year ago), with 0.001 and 0.003; the other two had 0.02 and 0.04."""

SURELY_IN_DANGER: Final = 0.3
SURELY_IN_DANGER_IN_PART: Final = 0.9
"""Probabilities of danger of a message and of a part of it from which its line is told as it is, below with an if: of 238 unread
messages in danger that are told 228 are surely so, of 122 lines in 700 messages of outside writers 76; of 46 others most were called
absurd. From the first on a word of calm (去世, a thesis) keeps nobody from being told, with an if (``benchmarks/safety``)."""

BEAR_OUT: Final = 12
NOT_BORNE_OUT: Final = 0.12
"""A danger told with an if is not told where none of so many of the likeliest topics is of any danger and its probability is less than this: of
1,241 messages of outside writers in none 71 get a line then, 92 before; of 243 unread ones in danger 238, 239 before, and of 121 stories 104, 106."""

SURELY_SELF_HARM: Final = 0.15
"""Probability of self-harm alone, from which its line is told without an if beside that of a sure danger; not measured apart."""

SELF_HARM_BESIDE: Final = 0.03
SELF_HARM_BESIDE_IN_PART: Final = 0.3
"""Probabilities that a message in another danger, or a part of it, is of somebody who may want to die, from which that line stands first, with
an if: of 740 messages in danger some 40 get it so (晚上站在阳台 after the pictures were spread), of 1,400 in none 10."""

HARM_OF_A_CASE: Final = 0.98
"""Probability of harm from which a message about a case of ours, or one that we answer in its very words, is refused: of 35 kept
questions on the facts of cases none has 0.94, one of the read traps has 0.975; what asks for a case's pictures or people is mostly
told by a form (``benchmarks/safety``)."""

ENGLISH_DANGER: Final = 0.2
"""Probability of danger from which an English message is told so, as a whole alone: of 158 that are in none 0.04 get a line then, instead of
0.17 by the threshold of Chinese and in parts; of 66 in danger 0.92 instead of 0.94 (the examples are few)."""

ASK_WHAT: Final = 0.5
VAGUE: Final = 0.8
"""A message too vague to answer: from the first what happened is asked for where nothing fits, from the second it is no harmful request. Not measured."""

RATHER_VAGUE: Final = 0.45
HARM_IF_VAGUE: Final = 0.6
"""From the first probability on it is taken for one only by the second of harm (我有个朋友遇到点麻烦, 跟钱有关, 不方便细说). Not measured apart."""

HARM_IF_FAIR: Final = 0.9
"""Probability of harm from which a fair word spares nobody: of messages kept apart that have one 33 above were harmful and one honest."""

DOUBTFUL: Final = 0.15
"""Probability of harm from which a message that is not refused is shown the law, but told nothing to do (``benchmarks/safety``:
of harmful requests written as honest questions one in ten lies between this and the threshold, of the honest ones one in thirty)."""

IN_DANGER: Final = 0.5
"""Probability of danger from which a message is no harmful request, however like one it is. Not measured apart."""

SURELY_HARM: Final = 0.9
"""Probability of harm from which a message that is like danger is none. Not measured apart."""

GUARDING_SHARE: Final = 0.6
"""What the reading by layers trained for it counts in the log-odds of a head that has one, against the layer of units on
the other readings: of 0, 0.3, 0.5, 0.7 and 1 those between tell most dangers and most harm with as few alarms
(``benchmarks/safety``, unread sets)."""

MOSTLY: Final = 0.6
"""Share of the danger from which its likeliest kind is told as it is, and not by the wider line. Not measured apart."""

SUSPECTS: Final = 3
"""Parts that are encoded at most: each takes some milliseconds."""

# -- statements, judged by figures and negations: none of these is measured apart; what they decide together is held by the
# statements of tests/traps and measured by benchmarks/truth

OF_THE_SAME: Final = 0.3
"""Share of the characters around two figures from which they are said of the same."""

SURELY_OF_THE_SAME: Final = 0.5
"""Share from which another figure denies the one stated."""

SAID_OF_THE_SAME: Final = 0.5
"""Share of the characters around a figure stated that another must have around it to deny the one: 每天8小时 does not deny 加班每天一小时."""

SLACK: Final = 0.2
"""What the words around a right figure may have less in common than those around another one."""

STATEMENT_COVERED: Final = 0.5
"""Share of the characters of a statement that the sentences with its figures must have."""

PREMISE_COVERED: Final = 0.75
"""Share of a premise's characters that a message must have to state it."""

OPPOSITE_COVERED: Final = 0.9
"""The same of two statements of which one has a 不 or 没有 more, and says the opposite therefore."""

FEWEST_SHARED: Final = 3
"""Characters of a short premise that a message must share with it all the same."""

RULE_ALIKE: Final = 0.6
"""Share of the characters of the shorter of two statements that the other one must have. Below it they may be of other things."""

RULE_SURELY_ALIKE: Final = 0.75
"""The same where nothing but this makes the one the opposite of the other."""

FIRST_WORDS_COVERED: Final = 0.5
"""Share of the characters of a conclusion's first words that are those of the message, from which they speak of what it states."""

LIMB_LACKS: Final = 0.3
"""What a character of a limb that the message lacks takes off, beside one for each that it has."""

LIMB_LACKS_AT_MOST: Final = 0.9
"""What a condition takes off at most: laws say everything, people a part of it."""

LIMB_SHARED: Final = 0.5
"""What a character counts that a limb shares with its neighbours, beside 1 for one of its own."""

LIMB_OF_A_LIST: Final = 1.0
"""Taken off a limb that holds in listed cases alone, when the message names none of them."""

LIMB_AGAINST: Final = 3.0
"""Taken off a limb that needs what the message says is not so: 没死人 and 致人死亡."""

LIMB_MARGIN: Final = 0.25
"""By which a limb must be nearer than those with other figures."""

FURTHER_CONDITION: Final = 2
"""Characters of a condition that the message says nothing of, from which it is a further one: 营运, 再次."""

CONDITION_SPOKEN_OF: Final = 0.2
"""Share of the characters of a limb's condition from which a message speaks of it: right is said of nothing that leaves one out
(``tests/bot/limb_pairs.txt`` loses none)."""

ENOUGH_CITED: Final = 0.55
"""Share of a message's characters that the limb of a cited article has when it is called right."""

ENOUGH_TO_DENY: Final = 0.35
"""Share from which a cited article's limb denies: the message itself says which article it is about."""

ENOUGH_FOUND: Final = 0.7
"""Share for an article that was found, not cited."""

ALL_OF_IT: Final = 0.99
"""Share for an article that was found and would not be shown: the next one of the same matter has most of it, too."""

MORE_WORDS_JUDGED: Final = 3
"""Characters said beside the figure, from which such an article judges it."""

NEARLY_AS_MUCH: Final = 0.1
"""Share by which one article may have less of a message than another and still gainsay it."""

FEWEST_WORDS_JUDGED: Final = 2
"""Characters said beside the figure, from which an article that was found judges it."""

SPANS_APART: Final = 0.2
"""Share by which days and months must differ to be others: 三十日 and 一个月 may be the same, 六十日 and 一年 are not."""

LEAST_OF_A_CLAUSE: Final = 4
"""Characters from which on a clause without a figure states something of its own."""

MOST_UNTOLD: Final = 0.7
"""Share of the characters of a clause before the first figure (who it is of) that the law's words may lack."""

MOST_UNTOLD_BEHIND: Final = 0.4
"""Share of the pairs of characters of one behind it: 退货运费由商家出 has its characters in 运费由消费者承担, and not its pairs."""
