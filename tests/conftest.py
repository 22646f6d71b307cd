"""How hypothesis searches: the same cases every time, or at length and at random.

`.ci/run` and a plain `pytest` use the first; `.ci/full` asks for the second by setting
EQUIPOISE_HYPOTHESIS=long.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.register_profile(
    "long",
    max_examples=3000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("EQUIPOISE_HYPOTHESIS", "repeatable"))
