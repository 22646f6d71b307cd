"""The pot: what its lines hold on a day, whether it adds up, and how it is shared and delegated."""

from equipoise.rules.pot.award_shares import Award, AwardShare, award_shares
from equipoise.rules.pot.delegation_room import Delegated, Room, delegation_room
from equipoise.rules.pot.fold_in import Folded, FoldedStream, Fundings, SourceLine, fold_in
from equipoise.rules.pot.ledger import Posting, Postings, ledger
from equipoise.rules.pot.movement import SameSideError, Transfer, movement
from equipoise.rules.pot.place_path import PlaceLines, PlacePath, PlaceSpend, place_path
from equipoise.rules.pot.pot_balance import FundBalance, Holding, Holdings, PotBalance, pot_balance
from equipoise.rules.pot.reconciliation import PotAndPlans, Reconciliation, reconciliation
from equipoise.rules.pot.route_shares import Routed, route_shares
from equipoise.rules.pot.stream_totals import (
    Grant,
    Grants,
    StreamTotal,
    StreamTotals,
    stream_totals,
)

__all__ = [
    "Award",
    "AwardShare",
    "Delegated",
    "Folded",
    "FoldedStream",
    "FundBalance",
    "Fundings",
    "Grant",
    "Grants",
    "Holding",
    "Holdings",
    "PlaceLines",
    "PlacePath",
    "PlaceSpend",
    "PotAndPlans",
    "PotBalance",
    "Posting",
    "Postings",
    "Reconciliation",
    "Room",
    "Routed",
    "SameSideError",
    "SourceLine",
    "StreamTotal",
    "StreamTotals",
    "Transfer",
    "award_shares",
    "delegation_room",
    "fold_in",
    "ledger",
    "movement",
    "place_path",
    "pot_balance",
    "reconciliation",
    "route_shares",
    "stream_totals",
]
