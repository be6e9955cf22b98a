CREATE TABLE calls (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,                -- of the call: an older state does not replace a newer one
    from_id INTEGER NOT NULL,                -- 0: an account that was deleted
    video INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    answered_at INTEGER,
    ended_at INTEGER,
    reason TEXT
);

CREATE INDEX calls_from ON calls (from_id, started_at);
CREATE INDEX calls_open ON calls (id) WHERE ended_at IS NULL;

CREATE TABLE call_members (
    user_id INTEGER NOT NULL,
    call_id INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,               -- 0: who called
    reason TEXT,
    joined_at INTEGER,
    left_at INTEGER,
    missed INTEGER NOT NULL,
    PRIMARY KEY (user_id, call_id)
) WITHOUT ROWID;

CREATE INDEX call_members_of ON call_members (call_id, position);
