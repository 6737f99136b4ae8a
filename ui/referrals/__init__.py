"""Bandeja and Vincular: hand-overs to receive, hand-overs that were sent."""
