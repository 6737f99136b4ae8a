"""Duplicates, links and files of cases, who was told of a due moment, opinions on attentions. Frozen.

The indexes of the lists are laid down anew: a filter is answered from them without reading the cases themselves.
"""

from __future__ import annotations

import json
from typing import Final

_LEARNT: Final = {
    "entities": ["shift"],
    "fields": {
        "case": ["duplicate_of", "mark", "warn_first", "attempts"],
        "referral": ["case"],
        "attention": ["sampled"],
    },
    "kinds": {
        "case": ["link", "unlink", "attach", "detach", "letter", "mail"],
        "attention": ["rate"],
        "referral": ["link"],
    },
    "values": {"referral": [["to", "voided"]]},
    "derived": [],
}
"""What a desk that was upgraded earlier may have sent already (see catch_up)."""

SQL: Final = f"""
ALTER TABLE case_file ADD COLUMN duplicate_of INTEGER;
ALTER TABLE case_file ADD COLUMN reopened INTEGER;
ALTER TABLE case_file ADD COLUMN files INTEGER;
ALTER TABLE case_file ADD COLUMN told_warn INTEGER;
ALTER TABLE case_file ADD COLUMN told_due INTEGER;
CREATE INDEX case_recent ON case_file (updated) WHERE closed IS NULL;
CREATE INDEX case_duplicate ON case_file (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE TABLE case_link (
    case_file INTEGER NOT NULL, other INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (case_file, other))
    WITHOUT ROWID;
CREATE INDEX case_link_other ON case_link (other);
CREATE TABLE case_attachment (
    case_file INTEGER NOT NULL, sha BLOB NOT NULL, event BLOB NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
    size INTEGER NOT NULL, added INTEGER NOT NULL, author INTEGER, PRIMARY KEY (case_file, sha)) WITHOUT ROWID;
CREATE INDEX case_attachment_sha ON case_attachment (sha);
CREATE INDEX referral_case ON referral (case_file) WHERE case_file IS NOT NULL;
CREATE TABLE shift (
    id INTEGER PRIMARY KEY, author INTEGER, receiver INTEGER, sent INTEGER, note TEXT, cases TEXT, referrals TEXT,
    taken INTEGER, undone INTEGER);
CREATE INDEX shift_waiting ON shift (receiver, sent) WHERE taken IS NULL AND undone IS NULL;
ALTER TABLE attention ADD COLUMN score INTEGER;
ALTER TABLE attention ADD COLUMN score_by_handler INTEGER;
ALTER TABLE attention ADD COLUMN opinion TEXT;
ALTER TABLE attention ADD COLUMN sampled INTEGER;
CREATE INDEX attention_sampled ON attention (lday, office, unit, score, score_by_handler, voided)
    WHERE sampled = 1;
CREATE INDEX case_closing ON case_file (cday, office, closed, number, closing, reopened) WHERE state = 'closed';
CREATE INDEX case_reopened ON case_file (office) WHERE reopened IS NOT NULL;
UPDATE case_file SET reopened = found.times FROM (
    SELECT case_file AS target, count(*) AS times FROM case_event
    WHERE kind = 'move' AND counted AND json_extract(facts, '$.to') = 'reopened' GROUP BY case_file) AS found
    WHERE found.target = case_file.id;
DROP INDEX IF EXISTS case_list;
CREATE INDEX case_list ON case_file (opened, id, closed, unit, state, level, responsible, query_type, channel,
    topic, criterion, due_at, last_contact, citizen, place_key);
CREATE INDEX case_closed_list ON case_file (closed, id, unit, state, level, responsible, query_type, channel,
    topic, criterion, opened, last_contact, citizen, place_key) WHERE closed IS NOT NULL;
DROP INDEX IF EXISTS case_open_urgent;
CREATE INDEX case_open_urgent ON case_file
    ((level = 'critical' AND due_at IS NOT NULL) DESC, (due_at IS NULL), due_at, id, state, unit, responsible,
     level, closed, historic, query_type, channel, topic, criterion, opened, last_contact, citizen, author,
     place_key)
    WHERE closed IS NULL;
INSERT INTO local VALUES ('catch_up', '[]') ON CONFLICT (key) DO NOTHING;
UPDATE local SET value = json_insert(value, '$[#]', json('{json.dumps(_LEARNT)}')) WHERE key = 'catch_up';
"""
