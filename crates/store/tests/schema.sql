trigger attachment_is_not_deleted
CREATE TRIGGER attachment_is_not_deleted BEFORE DELETE ON attachments
BEGIN
    SELECT RAISE(ABORT, 'a document is never deleted');
END;

trigger attachment_is_not_updated
CREATE TRIGGER attachment_is_not_updated BEFORE UPDATE ON attachments
BEGIN
    SELECT RAISE(ABORT, 'a document is never changed');
END;

table attachments
CREATE TABLE attachments (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

index attachments_by_hash
CREATE UNIQUE INDEX attachments_by_hash ON attachments (hash);

trigger audit_is_not_deleted
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is never deleted');
END;

trigger audit_is_not_updated
CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is never changed');
END;

trigger audit_only_grows
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ROLLBACK, 'the audit only grows at its end');
END;

table audit
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    at INTEGER NOT NULL,
    staff BLOB,
    act TEXT NOT NULL,
    patient BLOB,
    detail TEXT,
    ledger_count INTEGER NOT NULL CHECK (ledger_count >= 0),
    chain BLOB NOT NULL
) STRICT;

index audit_patient
CREATE INDEX audit_patient ON audit (patient, seq) WHERE patient IS NOT NULL;

table counters
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last > 0)
) STRICT, WITHOUT ROWID;

table diagnosed
CREATE TABLE diagnosed (
    record BLOB NOT NULL PRIMARY KEY, -- the problem
    day    TEXT NOT NULL,
    code   TEXT NOT NULL              -- ICD-10-CM
) STRICT, WITHOUT ROWID;

index diagnosed_by_day
CREATE INDEX diagnosed_by_day ON diagnosed (day, code);

table drafts
CREATE TABLE drafts (
    owner BLOB NOT NULL CHECK (length(owner) = 16),
    patient BLOB NOT NULL CHECK (length(patient) = 16),
    kind TEXT NOT NULL,
    about BLOB NOT NULL CHECK (length(about) = 16),
    json TEXT NOT NULL CHECK (json_valid(json)),
    saved_at INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    PRIMARY KEY (owner, patient, kind, about)
) STRICT, WITHOUT ROWID;

table encounters
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

index encounters_by_day
CREATE INDEX encounters_by_day ON encounters (day);

index encounters_by_patient
CREATE INDEX encounters_by_patient ON encounters (patient, day);

table imported
CREATE TABLE imported (
    format  TEXT NOT NULL,
    name    TEXT NOT NULL,
    entry   BLOB NOT NULL,
    record  BLOB NOT NULL,
    patient BLOB NOT NULL,
    PRIMARY KEY (format, name, entry)
) STRICT, WITHOUT ROWID;

trigger ledger_is_not_deleted
CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'an entry is never deleted');
END;

trigger ledger_is_not_updated
CREATE TRIGGER ledger_is_not_updated BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed');
END;

trigger ledger_only_grows
CREATE TRIGGER ledger_only_grows BEFORE INSERT ON ledger
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger)
    OR EXISTS (SELECT 1 FROM ledger WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ROLLBACK, 'an entry is added at the end, once');
END;

table ledger
CREATE TABLE ledger (
    patient BLOB NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    id BLOB NOT NULL,
    record BLOB NOT NULL,
    section TEXT NOT NULL,
    encounter BLOB,
    author BLOB NOT NULL,
    recorder BLOB NOT NULL,
    effective_at TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    supersedes BLOB NOT NULL,
    body TEXT,
    body_salt BLOB CHECK ((body_salt IS NULL) = (body IS NULL)),
    body_hash BLOB NOT NULL,
    device BLOB NOT NULL,
    audit_head BLOB CHECK ((audit_head IS NULL) = (signature IS NULL)),
    signature BLOB,
    chain BLOB NOT NULL,
    PRIMARY KEY (patient, seq)
) STRICT, WITHOUT ROWID;

index ledger_id
CREATE UNIQUE INDEX ledger_id ON ledger (id);

index ledger_record
CREATE INDEX ledger_record ON ledger (record, seq);

index ledger_seq
CREATE UNIQUE INDEX ledger_seq ON ledger (seq);

table merged
CREATE TABLE merged (
    record BLOB NOT NULL PRIMARY KEY, -- the registration that says so
    patient BLOB NOT NULL,
    survivor BLOB NOT NULL -- the patient whose chart it is a part of
) STRICT, WITHOUT ROWID;

index merged_by_patient
CREATE INDEX merged_by_patient ON merged (patient);

index merged_by_survivor
CREATE INDEX merged_by_survivor ON merged (survivor);

table open_tasks
CREATE TABLE open_tasks (
    record BLOB PRIMARY KEY CHECK (length(record) = 16),
    patient BLOB NOT NULL CHECK (length(patient) = 16),
    due TEXT
) STRICT, WITHOUT ROWID;

index open_tasks_by_due
CREATE INDEX open_tasks_by_due ON open_tasks (due);

table ordered
CREATE TABLE ordered (
    record BLOB NOT NULL,   -- the prescription
    place  INTEGER NOT NULL,
    author BLOB NOT NULL,
    day    TEXT NOT NULL,
    item   TEXT NOT NULL,   -- JSON, without what it was for: the same order for two reasons is one habit
    PRIMARY KEY (record, place)
) STRICT, WITHOUT ROWID;

index ordered_by_author
CREATE INDEX ordered_by_author ON ordered (author, day);

table patient_phone_parts
CREATE TABLE patient_phone_parts (
    digits TEXT NOT NULL, -- a telephone number from its first digit on, from its second …
    record BLOB NOT NULL,
    PRIMARY KEY (digits, record)
) STRICT, WITHOUT ROWID;

table patient_word_parts
CREATE TABLE patient_word_parts (
    part   TEXT NOT NULL, -- a word from its second letter on, from its third …
    record BLOB NOT NULL,
    PRIMARY KEY (part, record)
) STRICT, WITHOUT ROWID;

table patient_words
CREATE TABLE patient_words (
    word   TEXT NOT NULL,
    kind   INTEGER NOT NULL, -- 0 family, 1 given, 2 former
    names  TEXT NOT NULL,    -- as in patients, so that other words are checked without reading that table
    record BLOB NOT NULL,
    PRIMARY KEY (word, kind, names, record)
) STRICT, WITHOUT ROWID;

table patients
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

index patients_by_birth_date
CREATE INDEX patients_by_birth_date ON patients (birth_date);

index patients_by_birthday
CREATE INDEX patients_by_birthday ON patients (substr(birth_date, 6));

index patients_by_chart_key
CREATE INDEX patients_by_chart_key ON patients (chart_key);

index patients_by_patient
CREATE INDEX patients_by_patient ON patients (patient);

table practice_file
CREATE TABLE practice_file (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

table renewals
CREATE TABLE renewals (
    record       BLOB NOT NULL PRIMARY KEY, -- the medicine
    patient      BLOB NOT NULL,
    requested_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

table said
CREATE VIRTUAL TABLE said USING fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = "ascii tokenchars '.'"
);

table said_config
CREATE TABLE 'said_config'(k PRIMARY KEY, v) WITHOUT ROWID;

table said_data
CREATE TABLE 'said_data'(id INTEGER PRIMARY KEY, block BLOB);

table said_docsize
CREATE TABLE 'said_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

table said_idx
CREATE TABLE 'said_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

table said_words
CREATE TABLE said_words (
    word TEXT NOT NULL PRIMARY KEY -- folded; every word of every entry, also of those that hold no more
) STRICT, WITHOUT ROWID;

table settings
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    json TEXT NOT NULL CHECK (json_valid(json))
) STRICT, WITHOUT ROWID;

table to_review
CREATE TABLE to_review (
    record       BLOB NOT NULL PRIMARY KEY,
    patient      BLOB NOT NULL,
    section      TEXT NOT NULL, -- results or documents
    title        TEXT NOT NULL,
    flag         TEXT NOT NULL, -- the worst of a report's flags, JSON
    effective_at TEXT NOT NULL,
    recorded_at  INTEGER NOT NULL,
    author       BLOB NOT NULL
) STRICT, WITHOUT ROWID;

index to_review_by_time
CREATE INDEX to_review_by_time ON to_review (recorded_at);
