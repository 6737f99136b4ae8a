"""Recepción: one screen for the whole procedure AUM-010."""
