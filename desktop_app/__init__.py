"""Ventanilla: the municipal front desk, everything that runs without a screen."""

__version__ = "0.1.0"
