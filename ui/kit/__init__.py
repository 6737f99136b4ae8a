"""Widgets and services that every screen uses; the kit knows no screen."""
