CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,                    -- 1 direct, 2 group
    low_user INTEGER,                         -- direct: the two of it, the lower id first
    high_user INTEGER,
    last_seq INTEGER NOT NULL DEFAULT 0,
    last_version INTEGER NOT NULL DEFAULT 0,  -- rises with each message and with each change of one
    updated_at INTEGER NOT NULL,              -- of the newest message
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,                       -- nobody is in it any more; its messages go little by little
    UNIQUE (low_user, high_user)
);

CREATE INDEX conversations_deleted ON conversations (id) WHERE deleted_at IS NOT NULL;

CREATE TABLE conversation_members (
    conversation_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    role INTEGER NOT NULL,                    -- 0 member, 1 admin, 2 owner
    joined_at INTEGER NOT NULL,
    cleared_seq INTEGER NOT NULL DEFAULT 0,   -- up to here nothing is shown to this member
    delivered_seq INTEGER NOT NULL DEFAULT 0,
    read_seq INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation_id, user_id)
) WITHOUT ROWID;

CREATE INDEX conversation_members_of ON conversation_members (user_id);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,                     -- 1, 2, 3 … in the conversation
    version INTEGER NOT NULL,                 -- the conversation's last_version at the last change
    sender_id INTEGER NOT NULL,
    client_message_id TEXT NOT NULL,
    kind INTEGER NOT NULL,                    -- 1 text, 2 system, 3 call
    text TEXT NOT NULL,
    folded TEXT NOT NULL,                     -- the text as it is searched
    detail TEXT,                              -- JSON of a system or call message
    reply_to INTEGER,
    sent_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted_at INTEGER
);

CREATE UNIQUE INDEX messages_in_order ON messages (conversation_id, seq);
CREATE UNIQUE INDEX messages_by_change ON messages (conversation_id, version);
CREATE UNIQUE INDEX messages_once ON messages (sender_id, client_message_id);

CREATE TABLE message_reactions (
    message_id INTEGER NOT NULL,
    emoji TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (message_id, emoji, user_id)
) WITHOUT ROWID;

CREATE INDEX message_reactions_of ON message_reactions (user_id);

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL,
    uploader_id INTEGER NOT NULL,
    message_id INTEGER,
    position INTEGER NOT NULL DEFAULT 0,      -- within its message
    state INTEGER NOT NULL,                   -- 0 arriving, 1 waits for its message, 2 sent, 3 to be removed
    blob_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER,
    height INTEGER,
    created_at INTEGER NOT NULL
);

CREATE INDEX attachments_of_message ON attachments (message_id, position) WHERE message_id IS NOT NULL;
CREATE INDEX attachments_of_user ON attachments (uploader_id, state);
CREATE INDEX attachments_of_conversation ON attachments (conversation_id);
CREATE INDEX attachments_loose ON attachments (state, created_at) WHERE state <> 2;

CREATE TABLE chat_groups (
    id INTEGER PRIMARY KEY,                   -- its conversation's id
    name TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,                -- who has it may join
    picture_key TEXT,                         -- of a blob
    picture_type TEXT,
    picture_version INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
);

-- Who was removed does not come back by the link.
CREATE TABLE group_removed (
    group_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (group_id, user_id)
) WITHOUT ROWID;
