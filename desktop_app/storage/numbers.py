"""The counter behind the printed numbers of this desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.folio import PER_EPOCH

if TYPE_CHECKING:
    from desktop_app.storage.journal import Transaction


def next_number(transaction: Transaction, year: int) -> tuple[int, int]:
    """Return ``(epoch, count)`` of the next number in a year, counted in this transaction.

    A new stream (restore, clone) has a higher epoch, so its numbers begin anew without repeating one.
    """
    connection = transaction.connection
    row = connection.execute("SELECT epoch, last FROM counter WHERE year = ?", (year,)).fetchone()
    epoch, last = (int(row[0]), int(row[1])) if row else (0, 0)
    if row is None or epoch < transaction.journal.epoch:
        epoch, last = transaction.journal.epoch, 0
    last += 1
    if last >= PER_EPOCH:
        epoch, last = epoch + 1, 1
    connection.execute(
        "INSERT INTO counter VALUES (?, ?, ?) "
        "ON CONFLICT (year) DO UPDATE SET epoch = excluded.epoch, last = excluded.last",
        (year, epoch, last),
    )
    return epoch, last
