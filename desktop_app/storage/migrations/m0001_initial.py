"""First schema. Frozen: a later change is a later migration."""

from typing import Final

# What travels and is kept: the operations, and the interned identities.
_LOG: Final = """
CREATE TABLE entity (id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE);
CREATE TABLE stream (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, own INTEGER NOT NULL DEFAULT 0, epoch INTEGER);
CREATE TABLE op (
    id INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
    uid BLOB NOT NULL, stamp INTEGER NOT NULL, kind TEXT NOT NULL, entity TEXT NOT NULL,
    target INTEGER NOT NULL, version INTEGER NOT NULL, author INTEGER,
    previous BLOB NOT NULL, payload_hash BLOB NOT NULL, payload TEXT);
CREATE UNIQUE INDEX op_place ON op (stream, seq, hash);
CREATE INDEX op_target ON op (target, stamp);
CREATE TABLE effect (uid BLOB PRIMARY KEY, op INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE bundle (
    name TEXT PRIMARY KEY, sha BLOB NOT NULL, stream TEXT NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL,
    head BLOB NOT NULL, outcome TEXT NOT NULL, reason TEXT, at INTEGER NOT NULL, operations INTEGER NOT NULL);
CREATE TABLE seal (
    stream INTEGER NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL, head BLOB NOT NULL,
    previous BLOB NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (stream, hi, head, lo)) WITHOUT ROWID;
CREATE TABLE review (
    id BLOB PRIMARY KEY, kind TEXT NOT NULL, entity TEXT NOT NULL, target INTEGER NOT NULL, facts TEXT NOT NULL)
    WITHOUT ROWID;
CREATE INDEX review_target ON review (target);
"""

# What stays on this desk.
_LOCAL: Final = """
CREATE TABLE local (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (year INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE draft (slot TEXT PRIMARY KEY, content TEXT NOT NULL, saved_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE search_queue (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, target INTEGER NOT NULL);
"""

# Projections: rebuilt from the operations at any time. No unique business fields and no enforced
# foreign keys, because two offices that meet may bring what such constraints would silently drop.
_PROJECTIONS: Final = """
CREATE TABLE certificate (
    desk INTEGER NOT NULL, stamp INTEGER NOT NULL, uid BLOB NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    signature TEXT NOT NULL, PRIMARY KEY (desk, stamp, uid, kind, body, signature)) WITHOUT ROWID;
CREATE TABLE office (id INTEGER PRIMARY KEY, code INTEGER, name TEXT, place TEXT, phone TEXT, active INTEGER);
CREATE TABLE setting (id INTEGER PRIMARY KEY, key TEXT, value TEXT);
CREATE INDEX setting_key ON setting (key);
CREATE TABLE calendar_day (
    id INTEGER PRIMARY KEY, office INTEGER, day INTEGER, name TEXT, hours TEXT, active INTEGER);
CREATE TABLE user_account (
    id INTEGER PRIMARY KEY, login TEXT, name TEXT, roles TEXT, official INTEGER, active INTEGER);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, name TEXT, place TEXT, phone TEXT, email TEXT, hours TEXT, chief INTEGER,
    active INTEGER);
CREATE TABLE official (
    id INTEGER PRIMARY KEY, name TEXT, unit INTEGER, position TEXT, phone TEXT, place TEXT, hours TEXT,
    substitute INTEGER, active INTEGER);
CREATE TABLE absence (
    id INTEGER PRIMARY KEY, official INTEGER, starts INTEGER, ends INTEGER, reason TEXT, active INTEGER);
CREATE INDEX absence_official ON absence (official, ends);
CREATE TABLE notice (
    id INTEGER PRIMARY KEY, text TEXT, first_day INTEGER, last_day INTEGER, office INTEGER, active INTEGER);
CREATE TABLE topic (
    id INTEGER PRIMARY KEY, title TEXT, query_type TEXT, unit INTEGER, specialised INTEGER, level TEXT,
    outside INTEGER, result TEXT, quick INTEGER, synonyms TEXT, sheet TEXT, active INTEGER);
CREATE TABLE citizen (
    id INTEGER PRIMARY KEY, name TEXT, document_type TEXT, document TEXT, phone TEXT, email TEXT,
    address TEXT, created INTEGER, merged_into INTEGER);
CREATE INDEX citizen_document ON citizen (document) WHERE document IS NOT NULL;
CREATE INDEX citizen_phone ON citizen (phone) WHERE phone IS NOT NULL;
CREATE TABLE attention (
    id INTEGER PRIMARY KEY, number TEXT, office INTEGER, author INTEGER, channel TEXT, query_type TEXT,
    topic INTEGER, unit INTEGER, citizen INTEGER, started INTEGER, ended INTEGER, duration INTEGER,
    lday INTEGER, lhour INTEGER, result TEXT, subject TEXT, detail TEXT, contact TEXT, no_contact INTEGER,
    preferential TEXT, original_start INTEGER, hold INTEGER, holds TEXT, case_file INTEGER,
    referral INTEGER, voided INTEGER, void_reason TEXT);
CREATE INDEX attention_day ON attention
    (lday, query_type, channel, unit, lhour, duration, topic, result, office, voided, hold);
CREATE INDEX attention_citizen ON attention (citizen, started) WHERE citizen IS NOT NULL;
CREATE INDEX attention_author ON attention (author, lday, started);
CREATE TABLE referral (
    id INTEGER PRIMARY KEY, number TEXT, attention INTEGER, case_file INTEGER, office INTEGER, author INTEGER,
    topic INTEGER, unit INTEGER, official INTEGER, citizen INTEGER, need TEXT, state TEXT, reason TEXT,
    comment TEXT, sent INTEGER, answered INTEGER, lday INTEGER, previous INTEGER, bounces INTEGER,
    answered_by INTEGER);
CREATE INDEX referral_open ON referral (unit, sent) WHERE state = 'sent';
CREATE INDEX referral_day ON referral
    (lday, state, reason, unit, topic, author, sent, answered, bounces, office);
CREATE TABLE case_file (
    id INTEGER PRIMARY KEY, number TEXT, office INTEGER, author INTEGER, subject TEXT, description TEXT,
    place TEXT, citizen INTEGER, topic INTEGER, query_type TEXT, complaint_kind TEXT, channel TEXT,
    level TEXT, state TEXT, unit INTEGER, responsible INTEGER, criterion TEXT, opened INTEGER, oday INTEGER,
    due_at INTEGER, warn_at INTEGER, due_internal INTEGER, due_first INTEGER, due_legal INTEGER, due_facts TEXT,
    first_answer INTEGER, paused_at INTEGER, resolved INTEGER, closed INTEGER, cday INTEGER, closing TEXT,
    score INTEGER, score_by_handler INTEGER, next_action TEXT, next_action_at INTEGER, attention INTEGER,
    source TEXT, flags TEXT, historic INTEGER, last_contact INTEGER, updated INTEGER);
CREATE INDEX case_open_due ON case_file (due_at, id) WHERE closed IS NULL;
CREATE INDEX case_open_board ON case_file (state, unit, due_at, level, closed, responsible, historic, office)
    WHERE closed IS NULL;
CREATE INDEX case_closed ON case_file
    (cday, unit, opened, closed, due_internal, due_legal, level, state, resolved, query_type, office, topic,
    score, score_by_handler);
CREATE INDEX case_opened ON case_file (oday, unit, level, query_type, office, topic, channel, closed, state, opened);
CREATE INDEX case_open_urgent ON case_file
    ((level = 'critical' AND due_at IS NOT NULL) DESC, (due_at IS NULL), due_at, id, state, unit, responsible,
     level, closed, historic) WHERE closed IS NULL;
CREATE INDEX case_list ON case_file (opened, id, closed, unit, state, level, responsible);
CREATE INDEX case_number ON case_file (number);
CREATE INDEX case_citizen ON case_file (citizen, opened) WHERE citizen IS NOT NULL;
CREATE INDEX case_topic ON case_file (topic, opened) WHERE topic IS NOT NULL;
CREATE TABLE case_event (
    case_file INTEGER NOT NULL, stamp INTEGER NOT NULL, uid BLOB NOT NULL, kind TEXT NOT NULL, author INTEGER,
    happened INTEGER NOT NULL, facts TEXT NOT NULL, text TEXT, counted INTEGER NOT NULL,
    PRIMARY KEY (case_file, stamp, uid)) WITHOUT ROWID;
"""

# The index holds no text of its own (contentless), so nothing personal is stored twice.
_SEARCH: Final = "".join(
    f"CREATE VIRTUAL TABLE search_{kind} USING fts5(text, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');\n"
    for kind in ("citizen", "topic", "case", "attention", "official")
)

SQL: Final = _LOG + _LOCAL + _PROJECTIONS + _SEARCH
