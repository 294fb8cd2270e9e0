"""Figures for operators: what was counted day by day, and what stands in the store now."""

from __future__ import annotations

from bot.kept.part import Part


class Figures(Part):
    """Counters of days, and counts of rows."""

    async def count(self, day: str, counts: dict[str, int]) -> None:
        """Add to the counters of a day."""
        await self._db.do(
            *(
                (
                    "INSERT INTO days (day, name, count, at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (day, name) DO UPDATE SET count = days.count + excluded.count",
                    day, name, count, self._clock(),
                )
                for name, count in counts.items()
            )
        )  # fmt: skip

    async def days(self, most: int) -> dict[str, dict[str, int]]:
        """Counters of the last days, newest first."""
        days: dict[str, dict[str, int]] = {}
        for day, name, count in await self._db.all(
            "SELECT day, name, count FROM days ORDER BY day DESC, name"
        ):
            if day not in days and len(days) == most:
                break
            days.setdefault(day, {})[name] = int(count)
        return days

    async def counts(self) -> dict[str, int]:
        """Figures for ``/stats``."""
        row = await self._one(
            "SELECT (SELECT count(*) FROM updates WHERE payload IS NOT NULL), "
            "(SELECT count(*) FROM votes WHERE good = 1), (SELECT count(*) FROM votes WHERE good = 0)"
        )
        values = tuple(row) if row else (0, 0, 0)
        return dict(zip(("pending", "good", "bad"), map(int, values), strict=True))
