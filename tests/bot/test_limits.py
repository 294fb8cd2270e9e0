"""Question limits."""

from __future__ import annotations

from bot.limits import Limiter, Verdict


async def test_over_the_limit_there_is_one_notice_and_then_silence_until_the_window_moves():
    now = 0.0
    limiter = Limiter(2, window=60.0, clock=lambda: now)
    assert [await limiter.check(1) for _ in range(4)] == [
        Verdict.ALLOW, Verdict.ALLOW, Verdict.NOTICE, Verdict.SILENT,
    ]  # fmt: skip
    assert await limiter.check(2) is Verdict.ALLOW
    now = 61.0
    assert await limiter.check(1) is Verdict.ALLOW
