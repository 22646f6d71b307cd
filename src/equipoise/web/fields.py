"""Fields that people type into, and what they mean: money in £000, a body by its code."""

from __future__ import annotations

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
            raise forms.ValidationError(
                f"{self.label}: enter an amount in £000, not {value!r}."
            ) from error
        if not pence.is_finite() or pence != pence.to_integral_value():
            raise forms.ValidationError(f"{self.label}: {value} is not a whole number of pence.")
        return int(-pence if below else pence)


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


class AgreeForm(forms.Form):
    """The value of a contract: whose, and how much in the year."""

    commissioner = forms.CharField(label="Commissioner", help_text="Its code, such as ZQ1")
    provider = forms.CharField(label="Provider", help_text="Its code, such as ZR1")
    value = ThousandsField(label="Agreed value for the year")
