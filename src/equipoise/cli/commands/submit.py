"""Submit a workbook."""

from pathlib import Path

import click

from equipoise.cli.context import Session, common
from equipoise.cli.files import FILE, handed_in, mapping_option
from equipoise.reports.pages.acts import submission_page
from equipoise.usecases.submit import Cover, submit


@click.command("submit")
@click.argument("file", type=FILE)
@mapping_option
@click.option("--org", help="Whose return; your own organisation's if left out.")
@click.option(
    "--explain",
    "explained",
    multiple=True,
    metavar="CODE=SENTENCE",
    help="A sentence for a finding that asks for one.",
)
@click.option("--note", default="", help="What changed, in a sentence.")
@click.option(
    "--not-candidate", is_flag=True, help="Keep it beside the version that counts until now."
)
@common
def command(
    session: Session,
    file: Path,
    mapping: Path | None,
    org: str | None,
    explained: tuple[str, ...],
    note: str,
    not_candidate: bool,
) -> None:
    """Submit FILE: each part in it becomes a new version.

    With findings that must be fixed, or explained and are not, it is kept as a draft, and the
    exit code is 1. The same file again gives the same versions. Each new version counts in place
    of the one before it, unless you say --not-candidate. Another workbook than ours needs
    its mapping once; the round knows it again. A ledger's list (.csv, .txt, or - for what is
    pasted) is read by the national sub codes, or by a map of your own codes.

    \b
    Examples: equipoise submit ZR1-2023-24.xlsx --as zr1.editor
              equipoise submit TAC.xlsx --with tac-2023-24.csv --as zr1.editor
              equipoise submit - --with ledger-codes.csv --as zr1.editor
    """
    one = session.round()
    with handed_in(file, mapping) as given:
        outcome = submit(
            one,
            given,
            session.body(one, org),
            by=session.actor(),
            now=session.now,
            cover=Cover(
                note=note, explanations=dict(map(_pair, explained)), counts=not not_candidate
            ),
        )
    session.finish(outcome, submission_page(outcome, file))
    if outcome.result.blocked:
        raise click.exceptions.Exit(1)


def _pair(text: str) -> tuple[str, str]:
    code, sign, sentence = text.partition("=")
    if not sign or not sentence.strip():
        raise click.BadParameter(f"write CODE=SENTENCE: {text!r}", param_hint="--explain")
    return code, sentence.strip()
