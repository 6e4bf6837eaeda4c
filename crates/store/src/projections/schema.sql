-- What practice-wide questions read. Nothing here that is not in the ledger: drop it, rebuild it, it is equal.
-- Each row is made from the entries of one record and of no other.

CREATE TABLE patients (
    record               BLOB NOT NULL PRIMARY KEY,
    patient              BLOB NOT NULL,
    chart_number         TEXT NOT NULL,
    chart_key            TEXT NOT NULL, -- the chart number folded, without leading zeros
    name                 TEXT NOT NULL, -- JSON
    former_names         TEXT NOT NULL, -- JSON
    sex                  TEXT NOT NULL, -- JSON
    birth_date           TEXT,          -- 1959, 1959-03 or 1959-03-14
    birth_date_estimated INTEGER NOT NULL,
    phone                TEXT,          -- the preferred one, as written
    phone_digits         TEXT NOT NULL, -- every number's digits, blanks between
    deceased             INTEGER NOT NULL,
    names                TEXT NOT NULL  -- folded: family,given,former
) STRICT, WITHOUT ROWID;
CREATE INDEX patients_by_patient ON patients (patient);
CREATE INDEX patients_by_chart_key ON patients (chart_key);
CREATE INDEX patients_by_birth_date ON patients (birth_date);
CREATE INDEX patients_by_birthday ON patients (substr(birth_date, 6));

CREATE TABLE patient_words (
    word   TEXT NOT NULL,
    kind   INTEGER NOT NULL, -- 0 family, 1 given, 2 former
    names  TEXT NOT NULL,    -- as in patients, so that other words are checked without reading that table
    record BLOB NOT NULL,
    PRIMARY KEY (word, kind, names, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE patient_word_parts (
    part   TEXT NOT NULL, -- a word from its second letter on, from its third …
    record BLOB NOT NULL,
    PRIMARY KEY (part, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE patient_phone_parts (
    digits TEXT NOT NULL, -- a telephone number from its first digit on, from its second …
    record BLOB NOT NULL,
    PRIMARY KEY (digits, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE encounters (
    record       BLOB NOT NULL PRIMARY KEY,
    patient      BLOB NOT NULL,
    day          TEXT NOT NULL, -- the civil date where the visit was
    status       TEXT NOT NULL,
    planned_at   TEXT,
    arrived_at   TEXT,
    ready_at     TEXT,
    started_at   TEXT,
    finished_at  TEXT,
    reason       TEXT NOT NULL,
    practitioner BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX encounters_by_day ON encounters (day);
CREATE INDEX encounters_by_patient ON encounters (patient, day);

CREATE TABLE imported (
    format  TEXT NOT NULL,
    name    TEXT NOT NULL,
    entry   BLOB NOT NULL,
    record  BLOB NOT NULL,
    patient BLOB NOT NULL,
    PRIMARY KEY (format, name, entry)
) STRICT, WITHOUT ROWID;
