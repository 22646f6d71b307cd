"""Where the tests find real published data, and how they say that it is absent."""

from pathlib import Path

import pytest

from equipoise.sources import data_folder

ROOT = Path(__file__).parents[1]


def shared(*parts: str) -> Path:
    """Return a path below the folder of published data, whether it is there or not."""
    return (data_folder(beside=ROOT) or ROOT / "no published data").joinpath(*parts)


def needs(*folders: str) -> pytest.MarkDecorator:
    """Return a mark that skips a test, with the reason, where one of the folders is absent."""
    absent = [folder for folder in folders if not shared(folder).is_dir()]
    reason = f"published data not there: {', '.join(absent)} (EQUIPOISE_DATA, ../shared/data)"
    return pytest.mark.skipif(bool(absent), reason=reason)
