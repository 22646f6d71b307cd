"""Laws of rights: what no table of them may ever give away."""

from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.records import Actor
from equipoise.usecases.rights import RIGHTS, Reach, Role, Subject, may

codes = st.from_regex(r"\AZ[A-Z][0-9]\Z")
sets = st.frozensets(codes, max_size=4)
subjects = st.builds(Subject, organisation=codes, above=sets, members=sets)
actors = st.builds(
    Actor,
    person=st.just("Ada Lund"),
    role=st.sampled_from(Role) | st.text(max_size=8),
    organisation=codes,
    via=st.just("test"),
)
OWN = [
    (verb, role)
    for verb, roles in sorted(RIGHTS.items())
    for role, reach in roles.items()
    if reach is Reach.OWN
]
days = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@given(actors, st.text(max_size=12), subjects, days)
def test_an_unknown_verb_is_nobodys(actor: Actor, verb: str, subject: Subject, on: date) -> None:
    assume(verb not in RIGHTS)
    assert not may(actor, verb, subject, on)


@given(actors, st.sampled_from(OWN), subjects, days)
def test_own_reach_stops_at_the_door(
    actor: Actor, right: tuple[str, str], subject: Subject, on: date
) -> None:
    verb, role = right
    own = replace(actor, role=role)
    assert may(own, verb, subject, on) == (actor.organisation == subject.organisation)
