-- What prescribing asks across charts: what waits for a physician, and what this practice writes often.

CREATE TABLE renewals (
    record       BLOB NOT NULL PRIMARY KEY, -- the medicine
    patient      BLOB NOT NULL,
    requested_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ordered (
    record BLOB NOT NULL,   -- the prescription
    place  INTEGER NOT NULL,
    author BLOB NOT NULL,
    day    TEXT NOT NULL,
    item   TEXT NOT NULL,   -- JSON, without what it was for: the same order for two reasons is one habit
    PRIMARY KEY (record, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX ordered_by_author ON ordered (author, day);

CREATE TABLE diagnosed (
    record BLOB NOT NULL PRIMARY KEY, -- the problem
    day    TEXT NOT NULL,
    code   TEXT NOT NULL              -- ICD-10-CM
) STRICT, WITHOUT ROWID;
CREATE INDEX diagnosed_by_day ON diagnosed (day, code);
