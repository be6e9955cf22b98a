-- When somebody was last here; who is here now is in the coordination.
CREATE TABLE last_seen (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    at INTEGER NOT NULL
);
