"""Faults that are planned: a return whose form is in order and whose plan asks for a word."""

from typing import Final

from equipoise.samples.england.faults_of_efficiency import OF_EFFICIENCY
from equipoise.samples.england.faults_of_parts import OF_PARTS

DRAWN: Final = (*OF_EFFICIENCY, *OF_PARTS)
"""Every kind of fault that is planned."""
