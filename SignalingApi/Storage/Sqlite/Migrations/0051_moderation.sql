-- Addresses are kept as keyed hashes of their networks; the key is of this database alone.
CREATE TABLE moderation_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL
);

INSERT INTO moderation_key (id, key) VALUES (1, randomblob(32));

CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    reporter TEXT NOT NULL,                  -- subject; empty when the account was deleted
    reporter_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    network TEXT NOT NULL,                   -- hash of the reported one's, when it was known
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    context TEXT NOT NULL,
    room_id TEXT,
    message_id INTEGER,
    claimed_by INTEGER,
    claimed_at INTEGER,
    decision TEXT,
    note TEXT NOT NULL DEFAULT '',
    decided_by INTEGER,
    decided_at INTEGER
);

CREATE INDEX reports_open ON reports (id) WHERE decision IS NULL;
CREATE INDEX reports_of ON reports (subject);
CREATE INDEX reports_by ON reports (reporter, at);

-- Who has reported whom: they are not brought together again, also when the report is gone.
CREATE TABLE forbidden_pairs (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE TABLE bans (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    network TEXT NOT NULL,                   -- hash; empty: the address is not banned
    reason TEXT NOT NULL,
    by_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER,                           -- null: for good
    lifted_at INTEGER,
    lifted_by INTEGER
);

CREATE INDEX bans_of ON bans (subject);
CREATE INDEX bans_standing ON bans (id) WHERE lifted_at IS NULL;

CREATE TABLE appeals (
    id INTEGER PRIMARY KEY,
    ban_id INTEGER NOT NULL UNIQUE REFERENCES bans (id),
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,                     -- open, lifted, kept
    note TEXT NOT NULL DEFAULT '',
    decided_by INTEGER,
    decided_at INTEGER
);
