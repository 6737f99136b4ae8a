"""Revocations made real: what lies beyond a stream's cut is kept and relayed, but has no effect."""

from __future__ import annotations

from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import sync as queries
from desktop_app.sync.certificates import Directory, load_directory


def enforce(transaction: Transaction, root_public: bytes) -> Directory:
    """Bring every stream's effects in line with the certificates written so far; return the directory."""
    transaction.project()
    directory = load_directory(transaction, root_public)
    cuts = {stream.name: directory.cut(stream.name) for stream in queries.streams(transaction)}
    queries.enforce_cuts(transaction, {name: cut for name, cut in cuts.items() if cut is not None})
    return directory
