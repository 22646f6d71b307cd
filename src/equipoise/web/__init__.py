"""The product in a browser: pages of the same use cases that the command line has, on the NHS
design system. A view asks one use case, a presenter lays its page out, a template writes it; no
arithmetic here, and `records` only in the admin and the settings.
"""

__all__ = []
