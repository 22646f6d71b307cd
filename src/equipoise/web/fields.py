"""Fields that people type into, and what they mean: money in £000, a month, a confirmation."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms

PENCE_PER_THOUSAND: Final = 100_000


class ThousandsField(forms.CharField):
    """Money typed in £000, such as 1,021,500 or (1,500); cleaned to whole pence."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "In £000, such as 1,021,500")
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "decimal", "class": "nhsuk-input--width-10"}

    def clean(self, value: Any) -> Any:
        """Return pence; a blank never becomes a number.

        Raises: ValidationError for what is no amount, or has parts of a penny.
        """
        text = str(super().clean(value)).replace(",", "").replace("£", "").strip()
        if not text:
            return None
        below = text.startswith("(") and text.endswith(")")
        try:
            pence = Decimal(text.strip("()")) * PENCE_PER_THOUSAND
        except InvalidOperation as error:
            words = f"{self.label}: enter an amount in £000, not {value!r}."
            raise forms.ValidationError(words) from error
        if not pence.is_finite() or pence != pence.to_integral_value():
            raise forms.ValidationError(f"{self.label}: {value} is not a whole number of pence.")
        return int(-pence if below else pence)


class DayField(forms.DateField):
    """A day as people type it: 30/6/2023, or 30 June 2023."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "Such as 30/6/2023")
        options["input_formats"] = ("%d/%m/%Y", "%d %B %Y", "%Y-%m-%d")
        label = str(options.get("label", "The day"))
        options["error_messages"] = {
            "required": f"{label}: enter a day",
            "invalid": f"{label}: enter a day such as 30/6/2023",
        }
        super().__init__(**options)
        self.widget.attrs |= {"class": "nhsuk-input--width-10"}


def offer(field: forms.Field, choices: Iterable[tuple[str, str]]) -> None:
    """Have a field of a form offer these choices, known only when the form is shown."""
    assert isinstance(field, forms.ChoiceField), "only a field of choices can offer any"
    field.choices = list(choices)


def choices(field: forms.BoundField) -> list[dict[str, object]]:
    """Return what can be chosen, as the design system's macros take it, with what was chosen."""
    return [
        {
            "value": str(one.data["value"]),
            "text": str(one.data["label"]),
            "selected": one.data["selected"],
            "checked": one.data["selected"],
        }
        for one in field.subwidgets
    ]


class ReasonForm(forms.Form):
    """Why something is done, in a sentence that stays on record."""

    reason = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 3}), help_text="It stays on record"
    )


class FileForm(forms.Form):
    """A file to be put on record."""

    file = forms.FileField(label="File", help_text="A csv or a workbook, in £000")


class AnswerForm(forms.Form):
    """Yes or no to one of the decisions that wait for the person, and why."""

    decision = forms.ChoiceField(label="Which decision")
    answer = forms.ChoiceField(
        label="Do you agree?", choices=(("yes", "Yes"), ("no", "No")), widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Why", required=False, help_text="Needed for a no")


class NothingForm(forms.Form):
    """A button alone: what it does needs no more than being asked for."""


class SeenForm(forms.Form):
    """A button beside what somebody has seen: the version it names is checked again."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SureForm(SeenForm):
    """A version, and that whoever asks has read what stands above."""

    sure = forms.BooleanField(
        label="I have read the list above",
        error_messages={"required": "Say that you have read the list above."},
    )
