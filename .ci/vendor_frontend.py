"""Copy the design system into the program, without font, remote address or source map.

Run by hand when its version changes, in a folder where npm has fetched it:

    npm install nhsuk-frontend@10.6.1
    python .ci/vendor_frontend.py node_modules src/equipoise/web/static

The font is licensed to NHS organisations alone, and the logo is a trade mark: neither is copied.
"""

import re
import shutil
import sys
from pathlib import Path

FONT = re.compile(r"@font-face\{[^}]*\}")
IMAGE = re.compile(r"url\(/assets/images/([\w.-]+)\)")
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")


def vendored(text: str) -> str:
    """Return a stylesheet or a script as the program ships it."""
    plain = FONT.sub("", text).replace("Frutiger W01,arial,sans-serif", "Arial,sans-serif")
    return SOURCE_MAP.sub("", IMAGE.sub(r"url(images/\1)", plain)).rstrip() + "\n"


def main(modules: Path, static: Path) -> None:
    """Write the files beneath `static`."""
    source, folder = modules / "nhsuk-frontend" / "dist" / "nhsuk", static / "nhsuk"
    (folder / "images").mkdir(parents=True, exist_ok=True)
    style = (source / "nhsuk-frontend.min.css").read_text("utf-8")
    for image in sorted(set(IMAGE.findall(style))):
        shutil.copyfile(source / "assets" / "images" / image, folder / "images" / image)
    for name in ("nhsuk-frontend.min.css", "nhsuk-frontend.min.js"):
        text = vendored((source / name).read_text("utf-8"))
        assert "assets.nhs.uk" not in text, f"{name} still fetches from elsewhere"
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
