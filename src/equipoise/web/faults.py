"""What was wrong with what somebody sent, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What was wrong with what was sent, and the field it is about, or where else it is shown."""

    words: str
    field: str = ""
    href: str = ""


def faults_of(form: BaseForm) -> tuple[Fault, ...]:
    """Return everything that is wrong with a form, field by field."""
    return tuple(
        Fault(words=str(words), field="" if name == "__all__" else str(form[name].id_for_label))
        for name, found in form.errors.items()
        for words in found
    )
