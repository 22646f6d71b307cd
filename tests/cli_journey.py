"""The people of Northmere at their terminals, with short names for what they do there."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.cli_calls import Answer, Caller

LEAD: Final = "zq1.lead"


@dataclass
class Journey:
    """The round, as the people in it see it through their terminals."""

    call: Caller
    files: Mapping[str, Path]

    def hand_in(self, code: str, file: str = "", *, exit_code: int = 0) -> Answer:
        path = str(self.files[file or code])
        return self.call.json("submit", path, who=f"{code.lower()}.editor", code=exit_code)

    def sign(self, *codes: str) -> None:
        for code in codes:
            self.call("signoff", who=f"{code.lower()}.approver")

    def decide(self, *words: str, who: str = LEAD) -> Mapping[str, object]:
        facts = self.call.json(*words, who=who).content["facts"]
        assert isinstance(facts, dict)
        return facts

    def statuses(self) -> dict[str, set[str]]:
        """Return the words on the board for each body's parts."""
        found: dict[str, set[str]] = {}
        for row in self.call.json("collect", who=LEAD).rows("board"):
            found.setdefault(row["organisation"]["value"], set()).add(row["status"]["value"])
        return found
