"""Two processes share one bot on PostgreSQL, behind a load balancer, on a bad network."""

from __future__ import annotations

import random
import time

import pytest

pytest.importorskip("psycopg", reason="no psycopg: pip install -e .[dev] brings it")

from benchmarks.telegram.replicas import FAULTS, People, world
from tests import postgres

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(postgres.programs() is None, reason=postgres.NONE),
]


def test_a_killed_replica_loses_nothing_and_its_chats_are_taken_over(tmp_path):
    dice = random.Random(3)
    with world(2, tmp_path) as (api, _, replicas):
        api.fault = lambda method, data: (
            dice.choice(FAULTS) if method == "sendMessage" and dice.random() < 0.05 else None
        )
        people = People(api, 8, 4)
        people.run()
        time.sleep(1.0)
        replicas[0].kill()  # and it stays dead
        people.join()
        time.sleep(3.0)
        asked, *faults = people.figures()
    assert asked == 64
    assert faults == [0, 0, 0]
