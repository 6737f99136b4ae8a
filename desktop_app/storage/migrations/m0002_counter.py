"""Visits of several questions, forms on paper, people told apart, places that are compared. Frozen."""

from __future__ import annotations

import json
from typing import Final

_LEARNT: Final = {
    "entities": ["blank"],
    "fields": {"attention": ["visit", "blank", "writer", "recorded"], "citizen": ["distinct_from"]},
    "derived": [["citizen", "name_key"], ["case_file", "place_key"]],
}
"""What a desk that was upgraded earlier may have sent already, and the columns to be computed (see catch_up)."""

SQL: Final = f"""
ALTER TABLE attention ADD COLUMN visit INTEGER;
ALTER TABLE attention ADD COLUMN blank INTEGER;
ALTER TABLE attention ADD COLUMN writer INTEGER;
ALTER TABLE attention ADD COLUMN recorded INTEGER;
CREATE INDEX attention_blank ON attention (blank) WHERE blank IS NOT NULL;
CREATE INDEX attention_visit ON attention (visit) WHERE visit IS NOT NULL;
ALTER TABLE citizen ADD COLUMN distinct_from TEXT;
ALTER TABLE citizen ADD COLUMN name_key TEXT;
CREATE INDEX citizen_name ON citizen (name_key, id);
CREATE INDEX citizen_merged ON citizen (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE case_file ADD COLUMN place_key TEXT;
CREATE INDEX case_place ON case_file (place_key, topic, opened) WHERE place_key IS NOT NULL;
CREATE TABLE blank (
    id INTEGER PRIMARY KEY, number TEXT, office INTEGER, desk INTEGER, printed INTEGER, by INTEGER,
    spoiled INTEGER, reason TEXT);
CREATE INDEX blank_number ON blank (number);
CREATE INDEX blank_printed ON blank (printed, id);
INSERT INTO local VALUES ('catch_up', '{json.dumps([_LEARNT])}');
"""
