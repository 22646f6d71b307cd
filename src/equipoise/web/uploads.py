"""What was uploaded, as a file on disk for the use case that reads it, under its own name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile

from equipoise.usecases.workspace import scratch

LONGEST: Final = 120
"""No name of a file is kept longer."""


@contextmanager
def on_disk(upload: UploadedFile[Any]) -> Iterator[Path]:
    """Yield the upload as a file in a private folder, while the block lasts."""
    name = PurePath(str(upload.name).replace("\\", "/")).name[-LONGEST:] or "upload"
    with scratch() as folder:
        path = folder / name
        with path.open("wb") as stream:
            for chunk in upload.chunks():
                stream.write(chunk)
        yield path
