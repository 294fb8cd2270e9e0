"""How much was asked and sent, counted by all processes together (``bot.limits``)."""

from __future__ import annotations

from bot.kept.part import Part
from bot.state import Verdict


class Counting(Part):
    """Sliding windows and lines that all processes share."""

    async def asked(self, name: str, key: str, most: int, window: float) -> Verdict:
        """Count one question of ``key`` in a sliding window that all processes share."""
        now, who = self._clock(), self._names.of_words(f"{name} {key}")
        verdict = Verdict.SILENT
        for notice, room, said in ((0, most, Verdict.ALLOW), (1, 1, Verdict.NOTICE)):
            counted = await self._db.do(
                ("DELETE FROM asked WHERE who = ? AND at <= ?", who, now - window),
                ("INSERT INTO asked (who, notice, at) SELECT ?, ?, ? WHERE "
                 "(SELECT count(*) FROM asked WHERE who = ? AND notice = ?) < ? RETURNING notice",
                 who, notice, now, who, notice, room),
                alone=who,
            )  # fmt: skip
            if counted:
                verdict = said
                break
        return verdict

    async def turn(self, name: str, step: float) -> float:
        """Take the next place in a line whose places are ``step`` seconds apart; seconds until it is reached."""
        now = self._clock()
        rows = await self._db.do(
            ("INSERT INTO paces (name, at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
             "at = CASE WHEN paces.at > ? THEN paces.at + ? ELSE excluded.at END RETURNING at",
             name, now, now - step, step)
        )  # fmt: skip
        return max(0.0, float(rows[0][0]) - now)
