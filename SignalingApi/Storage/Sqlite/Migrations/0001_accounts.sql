CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,           -- folded: lower case
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    is_moderator INTEGER NOT NULL DEFAULT 0,
    bio TEXT NOT NULL DEFAULT '',
    location TEXT NOT NULL DEFAULT '',
    native TEXT NOT NULL DEFAULT '',         -- language tags with commas
    learning TEXT NOT NULL DEFAULT '',
    theme TEXT NOT NULL DEFAULT 'system',
    locale TEXT NOT NULL DEFAULT '',
    picture_version INTEGER NOT NULL DEFAULT 0,
    picture_count INTEGER NOT NULL DEFAULT 0,
    picture_key TEXT,                        -- of the blob
    picture_type TEXT,
    created_at INTEGER NOT NULL
);

CREATE INDEX users_moderators ON users (id) WHERE is_moderator = 1;

-- What native and learning say, to be found by it.
CREATE TABLE user_languages (
    user_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,                   -- 0 speaks, 1 learns
    language TEXT NOT NULL,
    PRIMARY KEY (kind, language, user_id)
) WITHOUT ROWID;

CREATE INDEX user_languages_of ON user_languages (user_id);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    tag_key BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    previous_hash BLOB,
    sealed_successor BLOB,
    refreshed_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    client TEXT NOT NULL,
    address TEXT NOT NULL
);

CREATE INDEX sessions_of ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Subjects and log-ins whose access tokens are refused before they end.
CREATE TABLE revocations (
    name TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE consents (
    subject TEXT PRIMARY KEY,
    terms TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,                     -- subject; empty for the server and its commands
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
