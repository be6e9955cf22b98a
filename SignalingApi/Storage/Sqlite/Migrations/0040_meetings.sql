CREATE TABLE meetings (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    host TEXT NOT NULL DEFAULT '',           -- subject of who hosts at the moment; empty for nobody but the owner
    group_id INTEGER,
    starts_at INTEGER,                       -- null for a meeting that begins when somebody comes
    duration_minutes INTEGER,
    lobby INTEGER NOT NULL,
    guests INTEGER NOT NULL,
    members_only INTEGER NOT NULL,
    mute_on_entry INTEGER NOT NULL,
    hard_mute INTEGER NOT NULL,
    locked INTEGER NOT NULL DEFAULT 0,
    spotlight TEXT,
    state INTEGER NOT NULL,                  -- 0 scheduled, 1 open, 2 ended, 3 cancelled
    created_at INTEGER NOT NULL,
    opened_at INTEGER,
    ended_at INTEGER,
    empty_since INTEGER                      -- nobody is in it since; null while somebody is, and before the first came
);

CREATE INDEX meetings_owner ON meetings (owner_id, id);
CREATE INDEX meetings_group ON meetings (group_id, id) WHERE group_id IS NOT NULL;
CREATE INDEX meetings_standing ON meetings (state, id) WHERE state < 2;

-- How somebody stands to a meeting, whether present or not.
CREATE TABLE meeting_members (
    meeting_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    user_id INTEGER,
    name TEXT NOT NULL,
    is_cohost INTEGER NOT NULL DEFAULT 0,
    invited INTEGER NOT NULL DEFAULT 0,
    admitted INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,      -- put out: knocks again, lobby or not
    banned INTEGER NOT NULL DEFAULT 0,
    denials INTEGER NOT NULL DEFAULT 0,
    first_joined_at INTEGER,
    present_since INTEGER,                   -- null when not in the room
    hand_at INTEGER,                         -- null when the hand is not raised
    PRIMARY KEY (meeting_id, subject)
) WITHOUT ROWID;

CREATE INDEX meeting_members_user ON meeting_members (user_id, meeting_id) WHERE user_id IS NOT NULL;
CREATE INDEX meeting_members_present ON meeting_members (meeting_id, present_since) WHERE present_since IS NOT NULL;

-- The lobby.
CREATE TABLE meeting_waits (
    meeting_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    user_id INTEGER,
    name TEXT NOT NULL,
    connection TEXT NOT NULL,                -- the page that knocked
    at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, subject)
) WITHOUT ROWID;

-- Who was there, from when to when.
CREATE TABLE meeting_stays (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    user_id INTEGER,
    name TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    left_at INTEGER,
    reason TEXT
);

CREATE INDEX meeting_stays_of ON meeting_stays (meeting_id, id);
CREATE INDEX meeting_stays_user ON meeting_stays (user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX meeting_stays_open ON meeting_stays (meeting_id, subject) WHERE left_at IS NULL;

-- Room tokens that can still be joined with.
CREATE TABLE meeting_tokens (
    token_id TEXT PRIMARY KEY,
    meeting_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX meeting_tokens_of ON meeting_tokens (meeting_id, subject);
CREATE INDEX meeting_tokens_expiry ON meeting_tokens (expires_at);

CREATE TABLE meeting_messages (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    user_id INTEGER,
    name TEXT NOT NULL,
    client_message_id TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
);

CREATE UNIQUE INDEX meeting_messages_client ON meeting_messages (meeting_id, subject, client_message_id);
CREATE INDEX meeting_messages_of ON meeting_messages (meeting_id, id);
CREATE INDEX meeting_messages_user ON meeting_messages (user_id) WHERE user_id IS NOT NULL;
