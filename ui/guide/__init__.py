"""Trámites: the guide sheets and the directory."""
