CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,           -- folded: lower case
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    is_moderator INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
);
