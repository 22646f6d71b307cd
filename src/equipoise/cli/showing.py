"""A command of several words that shows something when only a system is named."""

from __future__ import annotations

from typing import Final

import click

HELP: Final = ("-h", "--help")


class ShowingGroup(click.Group):
    """A group whose words are its sub-command `show` unless another one is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `show` before words that do not begin with a sub-command: `pot ZQ1`."""
        named = args[:1]
        known = bool(named) and (named[0] in self.commands or named[0] in HELP)
        return super().parse_args(ctx, args if known else ["show", *args])
