"""Casos: the list by urgency, and one case with its clocks, steps and timeline."""
