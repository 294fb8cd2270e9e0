"""What Telegram says of a webhook turns health bad and good again."""

from __future__ import annotations

import datetime as dtm
import time

import pytest
from telegram import WebhookInfo

from bot.receiving import Reception, trouble_of

URL = "https://bot.example.org/hook"


def info(url=URL, pending=0, failed=None):
    return WebhookInfo(
        url, False, pending, last_error_message="Connection refused" if failed is not None else None,
        last_error_date=dtm.datetime.fromtimestamp(time.time() - failed, dtm.UTC) if failed is not None else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "good_age", "says"),
    [
        (lambda: info(), 0, ""),
        (lambda: info(pending=20), 0, ""),
        (lambda: info(""), 0, "taken away"),
        (lambda: info("https://other.example.org"), 0, "set elsewhere"),
        (lambda: info(failed=10), 600, "Connection refused"),
        (lambda: info(failed=10), 3, ""),
        (lambda: info(failed=4000), 9000, ""),
        (lambda: info(pending=501), 0, "501 updates wait"),
    ],
    ids=["well", "a few wait", "gone", "elsewhere", "refused", "refused and well since", "long ago", "many wait"],
)  # fmt: skip
def test_each_trouble_is_named_and_one_that_is_over_is_not(told, good_age, says):
    found = trouble_of(told(), URL, good_age)  # made now: it tells how long ago something was
    assert says in found
    assert bool(says) == bool(found)


def test_a_webhook_in_trouble_is_receiving_in_trouble():
    state = Reception()
    state.polls = False
    assert not state.trouble
    state.hook = "the webhook was taken away: it is set again"
    assert "taken away" in state.trouble
