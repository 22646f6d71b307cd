"""One text for one content, so that a hash of it means something."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256


class NotCanonicalError(TypeError):
    """The content cannot be written down exactly: a float, an object, a key that is no text."""

    def __init__(self, found: object) -> None:
        self.found = found
        super().__init__(
            "a record holds texts, whole numbers, true, false, null, and lists and mappings of "
            f"them; not the {type(found).__name__} {found!r}"
        )


class NaiveTimeError(ValueError):
    """The time does not say in which zone it is."""

    def __init__(self, found: datetime) -> None:
        self.found = found
        super().__init__(f"a time needs its zone, such as UTC: {found.isoformat()}")


def canonical(content: object) -> str:
    """Return `content` as JSON in ASCII, keys sorted, without spaces.

    Raises: NotCanonicalError for what has no exact JSON: a float, a date, a key not a text.
    Law one_content_has_one_text: listing order is irrelevant, and reading it back gives it again.

    >>> canonical({"pence": 150000, "by": ["ZR1", None]})
    '{"by":["ZR1",null],"pence":150000}'
    """
    return json.dumps(_plain(content), sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the sha-256 of `text`, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def instant(at: datetime) -> str:
    """Return the moment in UTC to the microsecond, however its zone was given.

    Raises: NaiveTimeError for a time without a zone.

    >>> instant(datetime.fromisoformat("2023-07-01T10:00:00+01:00"))
    '2023-07-01T09:00:00.000000+00:00'
    """
    if at.utcoffset() is None:
        raise NaiveTimeError(at)
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(content: object) -> object:
    match content:
        case None | bool() | int() | str():
            return content
        case Mapping():
            if wrong := [key for key in content if not isinstance(key, str)]:
                raise NotCanonicalError(wrong[0])
            return {key: _plain(value) for key, value in content.items()}
        case Sequence() if not isinstance(content, bytes | bytearray | memoryview):
            return [_plain(value) for value in content]
    raise NotCanonicalError(content)
