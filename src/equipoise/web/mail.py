"""Mail that the pages send: reminders, to accounts that have an address."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection

from equipoise.reports.pages.reminding import reminder_subject, reminder_text
from equipoise.units import FinancialYear
from equipoise.usecases.remind import Reminder


def send_reminders(reminders: Iterable[Reminder], year: FinancialYear, *, sender: str) -> int:
    """Send each reminder to the people it waits for; return how many were told by email.

    Somebody without an address is told on their home page alone.
    """
    accounts = get_user_model().objects
    messages = []
    for each in reminders:
        for account in accounts.filter(username__in=each.people).exclude(email=""):
            text = reminder_text(each, year, sender=sender)
            subject = reminder_subject(each, year)
            messages.append(EmailMessage(subject, text, to=[account.email]))
    get_connection().send_messages(messages)
    return len(messages)
