-- Whose picture a blob is: asked for many blobs at once, to find those that are nobody's.
CREATE INDEX users_picture_key ON users (picture_key) WHERE picture_key IS NOT NULL;
CREATE INDEX chat_groups_picture_key ON chat_groups (picture_key) WHERE picture_key IS NOT NULL;
