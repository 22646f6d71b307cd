"""The rule pack of a synthetic England: bodies, links, people, limits, as plain files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from equipoise.samples.england import standards
from equipoise.samples.england.bodies import NATION, Bodies, practices
from equipoise.samples.england.draft import THOUSAND
from equipoise.samples.england.drafts import England
from equipoise.samples.england.plans import PARTS
from equipoise.units import FinancialYear

SOURCE: Final = "Synthetic England; made up"
NOTICE: Final = "Synthetic England: no body, person or figure here is real."
MERGER: Final = "2026-04-01"
BEGUN: Final = "2022-07-01"
README: Final = """{notice}

A rule pack for the round {year}, made by: equipoise samples england --year {year}
Every name, code and figure in it was made up from one number, {seed}; the same number makes the
same files. NHS England is named as the payer it is, and nothing here is a figure of its own.

organisations.csv, links.csv, successions.csv  who there is, who belongs to whom, what followed
practices.csv                                  practices and their lists, by place; not read
people.csv                                     who may act, by what they are to which body
last_year.csv                                  last year of each line, in its smallest unit
parts.txt                                      which parts a return has
params/                                        control totals, capital envelopes, support
"""
ROLES: Final = {
    "editor": "organisation_editor",
    "contracts": "organisation_editor",
    "approver": "organisation_approver",
}
LIMITS: Final = {
    "control_total/system_pence": ("Control total", "support: including\n"),
    "capital/envelope_pence": ("Capital envelope", ""),
    "support/notified_pence": ("Deficit support that was notified", ""),
    "national/running_costs/allowance_pence": ("Running cost allowance", ""),
    "national/better_care/minimum_pence": ("Better Care Fund minimum", ""),
    "national/better_care/social_care_minimum_pence": ("Of it, for adult social care", ""),
    "national/better_care/out_of_hospital_minimum_pence": ("Of it, for care out of hospital", ""),
    "national/better_care/discharge_pence": ("The ICB's part of the discharge fund", ""),
    "national/mental_health/base_growth_ratio": ("Base growth of the ICB programme allocation", ""),
}
BASE_GROWTH: Final = "national/mental_health/base_growth_ratio"
"""The house's own parameter, to which the pack adds the values of its bodies."""


def write_pack(folder: Path, england: England) -> Path:
    """Return the folder of the pack, written into `folder`."""
    bodies, year = england.bodies, england.year
    pack = folder / f"synthetic-england-{year.year.code}"
    pack.mkdir(parents=True)
    _table(pack / "organisations.csv", _organisations(bodies))
    _table(pack / "links.csv", _links(bodies))
    _table(pack / "successions.csv", _successions(bodies))
    _table(pack / "practices.csv", _practices(bodies))
    _table(pack / "people.csv", _people(bodies))
    _table(pack / "last_year.csv", _last_year(england))
    (pack / "notice.txt").write_text(f"{NOTICE}\n", "utf-8")
    (pack / "parts.txt").write_text("\n".join((*PARTS, "")), "utf-8")
    readme = README.format(notice=NOTICE, year=year.year, seed=bodies.seed)
    (pack / "README.txt").write_text(readme, "utf-8")
    systems = [system.code for system in bodies.systems]
    limits: dict[str, Mapping[str, int]] = {
        "control_total/system_pence": {
            code: england.position(code, support=True) for code in systems
        },
        "capital/envelope_pence": {code: england.envelope(code) for code in systems},
    }
    limits |= {
        "national/running_costs/allowance_pence": {
            code: standards.allowance(england.drafts[code]) for code in systems
        },
        "national/better_care/discharge_pence": {
            code: england.drafts[code].year("better_care.discharge") for code in systems
        },
    }
    if england.year.supported:
        limits["support/notified_pence"] = {
            code: support for code, support in england.positions.support.items() if support
        }
    last_year = FinancialYear(year.year.starts_in - 1)
    for path, values in limits.items():
        _limit(pack, path, values=_pence(values), england=england)
    for path, values in _minimums(england).items():
        _limit(pack, path, values=_pence(values), england=england, applies=last_year)
    growth = {code: str(standards.BASE_GROWTH) for code in systems}
    _limit(pack, BASE_GROWTH, values=growth, england=england)
    return pack


def _minimums(england: England) -> Mapping[str, Mapping[str, int]]:
    """Return last year's minimums of every council, £000, by parameter."""
    found: dict[str, dict[str, int]] = {}
    for system in england.bodies.systems:
        for path, values in standards.better_care_minimums(england.drafts[system.code]).items():
            found.setdefault(path, {}).update(values)
    return found


def _organisations(bodies: Bodies) -> Iterator[Mapping[str, str]]:
    def body(code: str, name: str, kind: str, opens: str, closes: str = "") -> dict[str, str]:
        source = "Organisation Data Service" if code == NATION else SOURCE
        return {
            "code": code, "name": name, "kind": kind,
            "opens_on": opens, "closes_on": closes, "source": source,
        }  # fmt: skip

    yield body(NATION, "NHS England", "national", "2013-04-01")
    for code, name in bodies.regions.items():
        yield body(code, name, "region", "2019-04-01")
    for system in bodies.systems:
        closes = MERGER if system.code in bodies.successors else ""
        yield body(system.code, system.icb, "icb", BEGUN, closes)
        for code, name in system.places:
            yield body(code, f"{name} Place", "place", BEGUN)
        for code, name in system.councils:
            yield body(code, name, "council", "1974-04-01")
    for code, name in sorted(set(bodies.successors.values())):
        yield body(code, f"NHS {name} ICB", "icb", MERGER)
    for trust in bodies.trusts:
        yield body(trust.code, trust.name, "provider", "2013-04-01")


def _links(bodies: Bodies) -> Iterator[Mapping[str, str]]:
    def link(
        child: str, parent: str, start: str, end: str, kind: str = "statutory"
    ) -> dict[str, str]:
        return {
            "hierarchy": kind, "child": child, "parent": parent, "weight": "1",
            "starts_on": start, "ends_on": end, "source": SOURCE,
        }  # fmt: skip

    for code in bodies.regions:
        yield link(code, NATION, BEGUN, "")
    after: dict[str, str] = {}
    for system in bodies.systems:
        successor, _ = bodies.successors.get(system.code, ("", ""))
        end = MERGER if successor else ""
        children = [trust.code for trust in bodies.members[system.code]]
        yield link(system.code, system.region, BEGUN, end)
        for child, kind in (
            *((code, "statutory") for code in children),
            *((code, "place") for code, _ in system.places),
        ):
            yield link(child, system.code, BEGUN, end, kind)
            if successor:
                yield link(child, successor, MERGER, "", kind)
        if successor:
            after[successor] = system.region
    for code, region in sorted(after.items()):
        yield link(code, region, MERGER, "")


def _successions(bodies: Bodies) -> Iterator[Mapping[str, str]]:
    for code, (successor, _) in sorted(bodies.successors.items()):
        yield {
            "predecessor": code, "successor": successor, "on": MERGER,
            "share": "1", "source": SOURCE,
        }  # fmt: skip


def _practices(bodies: Bodies) -> Iterator[Mapping[str, str]]:
    for system in bodies.systems:
        for code, place, patients in practices(system, seed=bodies.seed):
            yield {"code": code, "place": place, "registered": str(patients), "source": SOURCE}


def _people(bodies: Bodies) -> Iterator[Mapping[str, str]]:
    def person(name: str, role: str, code: str) -> dict[str, str]:
        return {"person": name, "role": role, "organisation": code}

    systems = [system.code for system in bodies.systems]
    for code in (NATION, *systems, *(trust.code for trust in bodies.trusts)):
        for short, role in ROLES.items():
            yield person(f"{code.lower()}.{short}", role, code)
    for code in systems:
        yield person(f"{code.lower()}.lead", "system_lead", code)
        yield person(f"{code.lower()}.system", "system_approver", code)
    for code in bodies.regions:
        yield person(f"{code.lower()}.region", "region", code)
    yield person("national.lead", "national", NATION)
    yield person("auditor", "auditor", NATION)


def _last_year(england: England) -> Iterator[Mapping[str, str]]:
    for code, draft in england.drafts.items():
        for (measure, counterparty, _), value in draft.prior.items():
            yield {
                "organisation": code, "measure": measure,
                "counterparty": counterparty or "", "value": str(value),
            }  # fmt: skip


def _pence(thousands: Mapping[str, int]) -> Mapping[str, str]:
    return {code: str(value * THOUSAND) for code, value in thousands.items()}


def _limit(
    pack: Path,
    path: str,
    *,
    values: Mapping[str, str],
    england: England,
    applies: FinancialYear | None = None,
) -> None:
    """Write a parameter of the pack: its table, and the file that cites it; of the plan's year."""
    title, basis = LIMITS[path]
    target = pack / "params" / f"{path}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    year = applies or england.year.year
    table = f"{target.stem}-{year.code}.csv"
    _table(
        target.parent / table,
        [{"organisation": code, "value": value} for code, value in values.items()],
    )
    unit = target.stem.rpartition("_")[2]
    target.write_text(
        f"title: {title}\nunit: {unit}\n{basis}values:\n"
        f"  - applies: {year}\n    table: {table}\n    published: {england.year.published}\n"
        f"    status: final\n    kind: primary\n    source: {SOURCE}\n"
        f"    place: {title}, body by body\n",
        "utf-8",
    )


def _table(path: Path, lines: Iterable[Mapping[str, str]]) -> None:
    listed: Sequence[Mapping[str, str]] = list(lines)
    heads = list(listed[0]) if listed else ["predecessor", "successor", "on", "share", "source"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads, lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)
