"""Constancias: whether a citizen's paper is genuine, and printing it."""
