"""Forms of a body's return: upload, paste, explain, comment, send back, ask for a waiver."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from equipoise.findings import Finding, WaiverKind, grouped
from equipoise.sheets import Limits
from equipoise.web.fields import DayField, offer

LARGEST: Final = Limits().packed
MEGABYTE: Final = 2**20
WORKBOOK: Final = {
    "required": "Select the workbook to check",
    "empty": "The selected file is empty",
    "invalid": "The selected file could not be read. Select it again",
}
PART_HELP: Final = "Which part of the return"
LINE_HELP: Final = "A sheet and cell, such as Workforce!D14"


class UploadForm(forms.Form):
    """A workbook, and for one that is not our template what its cells stand for."""

    file = forms.FileField(
        label="Upload a workbook",
        help_text="Our template, filled in (.xlsx); or a list of a ledger (.csv)",
        error_messages=WORKBOOK,
    )
    mapping = forms.FileField(
        label="Mapping of its cells, if it is not our template",
        help_text="A csv file. A workbook that was mapped once in this round is known again",
        required=False,
    )

    def clean_file(self) -> Any:
        """Return the file, which must be smaller than what is read.

        Raises: ValidationError for a larger one.
        """
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"The selected file must be smaller than {LARGEST // MEGABYTE}MB"
            )
        return file


class PasteForm(forms.Form):
    """A list of sub code, main code and value, as copied from a sheet or a ledger."""

    lines = forms.CharField(
        label="Or paste a three-column list",
        help_text="Sub code, main code and value, a line each, copied from a sheet or a ledger",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Paste the list to check"},
    )
    mapping = forms.FileField(
        label="Map of your own codes, if they are not the national ones",
        help_text="A csv file. It is remembered for the next list",
        required=False,
    )


class ExplainForm(forms.Form):
    """A sentence for each finding that asks for one."""

    def __init__(self, *args: Any, findings: Iterable[Finding], **options: Any) -> None:
        super().__init__(*args, **options)
        for group in grouped(findings):
            first = group.first
            self.fields[first.code] = forms.CharField(
                label=first.message,
                help_text=f"{first.sheet} {group.places}" if first.cell else "",
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )


class PartForm(forms.Form):
    """Something about a line of one part of a return."""

    part = forms.ChoiceField(label="Part", help_text=PART_HELP)
    line = forms.CharField(
        label="Line", help_text=LINE_HELP, error_messages={"required": "Name the line"}
    )
    text = forms.CharField(
        label="Comment",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what you have to say of the line"},
    )

    def __init__(self, *args: Any, parts: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["part"], ((part, part.capitalize()) for part in parts))


class WaiveForm(forms.Form):
    """A finding that is to stand for a while: which, why, until when."""

    finding = forms.ChoiceField(label="Which finding may stand")
    kind = forms.ChoiceField(
        label="Why it may stand",
        choices=[(str(kind), str(kind).capitalize()) for kind in WaiverKind],
    )
    reason = forms.CharField(
        label="Reason, in a sentence", error_messages={"required": "Say why it may stand"}
    )
    until = DayField(label="Until which day", help_text="That day left out, such as 30/6/2023")

    def __init__(self, *args: Any, findings: Iterable[Finding], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["finding"], ((f"{one.code} {one.place}", _told(one)) for one in findings))


def _told(finding: Finding) -> str:
    return f"{finding.sheet} {finding.cell}: {finding.message}"
