"""How hypothesis searches: the same cases every time, or at length and at random.

`.ci/run` and a plain `pytest` use `repeatable`; `.ci/full` sets EQUIPOISE_HYPOTHESIS to `long` for
the laws, and to `brief` while it changes one line after another.
"""

import os

import django
from hypothesis import HealthCheck, Phase, settings

# Django is set up once in a process: with the pages, which add to the records. Commands that tests
# run in processes of their own are set up as users have them.
os.environ["DJANGO_SETTINGS_MODULE"] = "equipoise.web.settings"
django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]

pytest_plugins = ["tests.postgres", "tests.northmere"]  # fixtures that several rooms share

PROFILE = os.environ.get("EQUIPOISE_HYPOTHESIS", "repeatable")
SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of the code
settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    suppress_health_check=SLOW,
)
settings.register_profile(
    "brief",  # the first failure says enough: it need not be made small
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=SLOW,
)
settings.register_profile(
    "long",
    max_examples=200,  # of all the laws, in some 15 minutes of two cores; others each time
    deadline=None,
    print_blob=True,
    suppress_health_check=SLOW,
)
settings.load_profile(PROFILE)
