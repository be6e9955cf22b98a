CREATE TABLE notifications (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,                     -- unread notices of one topic are one; empty: stands alone
    actor_id INTEGER,
    text TEXT NOT NULL,
    target TEXT NOT NULL,                    -- JSON
    count INTEGER NOT NULL,
    is_read INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL
);

CREATE INDEX notifications_of ON notifications (user_id, id);
CREATE INDEX notifications_unread ON notifications (user_id, topic) WHERE is_read = 0;
CREATE INDEX notifications_topic ON notifications (user_id, topic) WHERE topic <> '';
CREATE INDEX notifications_actor ON notifications (actor_id) WHERE actor_id IS NOT NULL;

CREATE TABLE push_subscriptions (
    endpoint TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    public_key BLOB NOT NULL,
    secret BLOB NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX push_subscriptions_of ON push_subscriptions (user_id, created_at);
