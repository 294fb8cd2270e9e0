"""A long message is cut into parts that each say one thing."""

from bot.compose.parts import LEAST, LONGEST_CLAUSE, MOST_PARTS, WHOLE, parts_of

STORY = "我和他结婚八年，房子是婚前买的。上个月他喝了酒，拿凳子砸我，我缝了七针。现在我想离婚，孩子跟谁，房子怎么分？"


def test_a_short_message_is_read_as_a_whole_alone():
    assert parts_of("他打我") == ()
    assert parts_of("一" * WHOLE) == ()


def test_parts_are_neighbouring_clauses_and_every_clause_begins_one():
    parts = parts_of(STORY * 2)
    assert all(part in STORY * 2 for part in parts)
    assert any(part.startswith("拿凳子砸我") for part in parts)
    assert all(LEAST <= len(part) <= LEAST + LONGEST_CLAUSE for part in parts)


def test_a_message_without_marks_is_cut_all_the_same():
    parts = parts_of("他昨天又来我家闹" * 30)
    assert len(parts) > 3
    assert max(map(len, parts)) <= LEAST + LONGEST_CLAUSE


def test_the_longest_message_has_a_bounded_number_of_parts():
    assert len(parts_of("他来了，" * 1000)) == MOST_PARTS
