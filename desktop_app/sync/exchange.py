"""One exchange with a carrier: take in what is new there, leave there what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from desktop_app.domain.operations import stream_desk
from desktop_app.storage.queries import bundles as bundle_queries
from desktop_app.sync import export, peers, vector
from desktop_app.sync.apply import Outcome, Received, Receiver
from desktop_app.sync.carriers import Carrier
from desktop_app.sync.carriers.folder import FolderCarrier
from desktop_app.sync.certificates import Directory
from desktop_app.sync.desk import Desk, desk_id, now, recall, remember
from desktop_app.sync.peers import Peer
from desktop_app.sync.report import Held, Report
from desktop_app.sync.streams import begin_stream
from desktop_app.sync.vector import Holdings, Range

LAST: Final = bundle_queries.LAST_EXCHANGE
"""Where the last exchange is remembered: folder, moment, what went out and came in."""

_GREETED: Final = "sync.greeted"
_ANSWERED: Final = "sync.answered"
GREETING_SECONDS: Final = 3600
"""How often a desk that writes nothing tells the others what it has."""
ANSWER_SECONDS: Final = 24 * 3600
"""When a wish that is still there is answered again."""

Progress = Callable[[int, int], None]
"""Told ``(done, total)`` files."""


def _never() -> bool:
    return False


def _quiet(done: int, total: int) -> None:
    del done, total


def exchange(
    desk: Desk, folder: Path, cancel: Callable[[], bool] = _never, progress: Progress = _quiet
) -> Report:
    """Exchange with a folder: apply what is new in it, then write what it lacks.

    ``cancel`` is asked between files. Raises EnvironmentFault when the folder or this machine does not
    answer (what was applied stays), InvalidInput when this desk does not belong to a municipality.
    """
    carrier = FolderCarrier(folder)
    carrier.sweep(float(now(desk)))
    report = run(desk, carrier, cancel, progress)
    last = {"folder": str(folder), "at": now(desk), "report": report.as_dict()}
    remember(desk.store, LAST, last)
    return report


def run(desk: Desk, carrier: Carrier, cancel: Callable[[], bool], progress: Progress) -> Report:
    """Exchange with any carrier; see ``exchange``."""
    own = desk_id(desk)
    lost = desk.store.lost_tail > 0
    receiver = Receiver(desk)
    results = _take_in(receiver, carrier, cancel, progress)
    restored = lost or any(result.restored for result in results.values())
    if desk.store.lost_tail:
        # The database lost what the marker still knows; others may have it already.
        with desk.store.transaction() as transaction:
            if desk.store.lost_tail:
                begin_stream(transaction, desk.keys.sign_seed)
    known = peers.load(desk.store)
    headers = [result.header for result in results.values() if result.header is not None]
    peers.learn(known, headers, own, now(desk))
    peers.save(desk.store, known)
    held = vector.holdings(desk.store)
    cancelled = cancel()
    sent: list[export.Export] = []
    want = missing(held, known, receiver.directory)
    if not cancelled:
        sent = _leave(desk, carrier, receiver.directory, held, known, want)
    incoming: dict[str, int] = {}
    for result in results.values():
        if result.header is not None and result.operations:
            name = receiver.directory.name(stream_desk(result.header.stream))
            incoming[name] = incoming.get(name, 0) + result.operations
    return Report(
        sent_files=len(sent),
        sent=sum(item.row.operations for item in sent if item.own),
        relayed=sum(item.row.operations for item in sent if not item.own),
        received_files=sum(1 for r in results.values() if r.outcome is Outcome.APPLIED and r.operations),
        incoming=incoming,
        waiting=_held(results, Outcome.WAIT),
        quarantined=_held(results, Outcome.QUARANTINE),
        missing=sum(high - low + 1 for ranges in want.values() for low, high in ranges),
        restored=restored,
        cancelled=cancelled,
    )


def _held(results: Mapping[str, Received], outcome: Outcome) -> list[Held]:
    return [Held(name, r.reason) for name, r in sorted(results.items()) if r.outcome is outcome]


def _take_in(
    receiver: Receiver, carrier: Carrier, cancel: Callable[[], bool], progress: Progress
) -> dict[str, Received]:
    """Apply every file that is new; again while one of them may have freed another that waits."""
    store = receiver.desk.store
    settled = {
        name
        for name, row in bundle_queries.bundles(store).items()
        if row.outcome in {Outcome.APPLIED, Outcome.EXPORTED}
    }
    results: dict[str, Received] = {}
    todo = [name for name in carrier.names() if name not in settled]
    done, total = 0, len(todo)
    while todo:
        applied = 0
        for name in todo:
            if cancel():
                return results
            data = carrier.read(name)
            if data is not None and not _known_bad(receiver, name, data, results):
                results[name] = receiver.receive(name, data)
                applied += results[name].operations
            done += 1
            progress(min(done, total), total)
        todo = [name for name in todo if name in results and results[name].outcome is Outcome.WAIT]
        if not applied:
            break
    return results


def _known_bad(receiver: Receiver, name: str, data: bytes, results: dict[str, Received]) -> bool:
    """Tell whether exactly this content was set aside before; a file copied anew is looked at again."""
    import hashlib

    row = bundle_queries.bundle(receiver.desk.store, name)
    if row is None or row.outcome != Outcome.QUARANTINE or row.sha != hashlib.sha256(data).digest():
        return False
    results[name] = Received(Outcome.QUARANTINE, reason=row.reason or "")
    return True


def missing(held: Holdings, known: Mapping[str, Peer], directory: Directory) -> dict[str, list[Range]]:
    """Return the sequences that others hold and this desk does not, by stream.

    Only streams of desks that the root vouches for count: a hostile header cannot make wishes endless.
    """
    highest: dict[str, int] = {}
    for peer in known.values():
        for name, extent in peer.have.items():
            highest[name] = max(highest.get(name, 0), extent.max)
    wanted: dict[str, list[Range]] = {}
    for name in sorted(highest.keys() | held.gaps.keys()):
        if name not in held.vector and stream_desk(name) not in directory.known:
            continue
        have = held.vector[name].max if name in held.vector else 0
        ranges = list(held.gaps.get(name, ()))
        if highest.get(name, 0) > have:
            ranges.append((have + 1, highest[name]))
        if ranges:
            wanted[name] = ranges
    return wanted


def _leave(
    desk: Desk,
    carrier: Carrier,
    directory: Directory,
    held: Holdings,
    known: Mapping[str, Peer],
    want: Mapping[str, list[Range]],
) -> list[export.Export]:
    """Write what the carrier lacks, and a greeting when there is nothing but news of this desk."""
    export.seal_own(desk)
    packing = export.packing_for(desk, directory, held, want)
    rows = bundle_queries.bundles(desk.store)
    covered: dict[str, list[bundle_queries.BundleRow]] = {}
    for name in carrier.names():
        row = rows.get(name)
        if row is not None and row.outcome in {Outcome.APPLIED, Outcome.EXPORTED}:
            covered.setdefault(row.stream, []).append(row)
    others = [known.get(other, Peer()) for other in directory.certified if other != packing.desk]

    def acknowledged(stream: str) -> int:
        reached = min((peer.holds_until(stream) for peer in others), default=0)
        if stream_desk(stream) == packing.desk:
            # What this desk wrote stands on some carrier besides, for the day it is restored from a copy.
            reached = min(reached, bundle_queries.exported_until(desk.store, stream))
        return reached

    wishes = _wishes(desk, held, {d: p for d, p in known.items() if d in directory.certified}, covered)
    sent = []
    for item in export.exports(desk, packing, covered, acknowledged, wishes):
        _write(desk, carrier, item)
        sent.append(item)
    if _greets(desk, held, want, wrote=bool(sent)):
        _write(desk, carrier, export.greeting(desk, packing))
    return sent


def _write(desk: Desk, carrier: Carrier, item: export.Export) -> None:
    carrier.write(item.name, item.data)
    bundle_queries.record_bundle(desk.store, item.row)


def _asked(held: Holdings, peer: Peer) -> Iterator[tuple[str, Range]]:
    """Yield what another desk asks for, and the streams of which it cannot know what it lacks.

    A second chain in a stream leaves no gap in the numbers; only the counts tell that it is missing there.
    """
    for name, ranges in peer.want.items():
        yield from ((name, each) for each in ranges)
    for name, extent in held.vector.items():
        told, forked = peer.have.get(name), extent.count > extent.max
        if forked and told is not None and told.max >= extent.max and told.count < extent.count:
            yield name, (1, extent.max)


def _wishes(
    desk: Desk,
    held: Holdings,
    known: Mapping[str, Peer],
    covered: Mapping[str, Sequence[bundle_queries.BundleRow]],
) -> dict[str, list[Range]]:
    """Return the ranges to write again because another desk needs them.

    The stream's own desk answers at once; the others only when nothing came since they saw the wish.
    """
    moment, own = now(desk), desk_id(desk)
    before, after = recall(desk.store, _ANSWERED), {}
    found: dict[str, list[Range]] = {}
    for asking, peer in known.items():
        for name, (low, high) in _asked(held, peer):
            key = f"{asking} {name} {low}-{high}"
            seen, done = before.get(key, (moment, 0))
            fresh = any(row.at > seen and row.lo <= high and row.hi >= low for row in covered.get(name, ()))
            mine = stream_desk(name) == own or key in before
            if mine and not fresh and moment - done >= ANSWER_SECONDS:
                found.setdefault(name, []).append((low, high))
                done = moment
            after[key] = (seen, done)
    remember(desk.store, _ANSWERED, after)
    return found


def _greets(desk: Desk, held: Holdings, want: Mapping[str, list[Range]], *, wrote: bool) -> bool:
    """Tell whether the others should hear what this desk has and wants though it wrote nothing."""
    last = recall(desk.store, _GREETED)
    said = {"total": held.total, "want": {k: [list(r) for r in v] for k, v in want.items()}}
    moment = now(desk)
    # A wish that came true is news as well, or others would go on answering it.
    asks = said["want"] != last.get("want", {})
    news = said["total"] != last.get("total") and moment - int(last.get("at", 0)) >= GREETING_SECONDS
    if not (wrote or asks or news):
        return False
    remember(desk.store, _GREETED, {**said, "at": moment})
    return not wrote
