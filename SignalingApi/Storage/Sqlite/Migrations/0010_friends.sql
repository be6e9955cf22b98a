-- Both directions of a friendship, so that one's friends are one range.
CREATE TABLE friendships (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    friend_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    since INTEGER NOT NULL,
    PRIMARY KEY (user_id, friend_id)
) WITHOUT ROWID;

CREATE INDEX friendships_friend ON friendships (friend_id);

CREATE TABLE friend_requests (
    id INTEGER PRIMARY KEY,
    from_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    to_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    UNIQUE (from_id, to_id)
);

CREATE INDEX friend_requests_to ON friend_requests (to_id, id);

-- Whom an account will not meet: the subject of another account or of a guest.
CREATE TABLE blocks (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,                      -- a guest's; empty for an account, which has its own
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, subject)
) WITHOUT ROWID;

CREATE INDEX blocks_subject ON blocks (subject);
