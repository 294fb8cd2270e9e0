-- What bot/store.py keeps; its SQLite tables, as PostgreSQL has them. One schema for each bot.
-- depends:
CREATE TABLE updates (
    update_id BIGINT PRIMARY KEY, received DOUBLE PRECISION NOT NULL, payload TEXT, tries INTEGER NOT NULL DEFAULT 0,
    fault TEXT, lane BIGINT, owner TEXT, taken INTEGER NOT NULL DEFAULT 0, number BIGINT
);
CREATE INDEX updates_pending ON updates (lane, update_id) WHERE payload IS NOT NULL;
CREATE INDEX updates_number ON updates (number);
CREATE INDEX updates_received ON updates (received);
CREATE TABLE deliveries (
    update_id BIGINT NOT NULL, part BIGINT NOT NULL, chat_id BIGINT NOT NULL, message_id BIGINT,
    sent INTEGER NOT NULL, above TEXT NOT NULL, at DOUBLE PRECISION NOT NULL, PRIMARY KEY (update_id, part)
);
CREATE INDEX deliveries_message ON deliveries (chat_id, message_id);
CREATE INDEX deliveries_number ON deliveries (message_id);
CREATE INDEX deliveries_at ON deliveries (at);
CREATE TABLE answers (
    chat BIGINT NOT NULL, message_id BIGINT NOT NULL, question_id BIGINT, part INTEGER NOT NULL,
    asker BIGINT, data TEXT NOT NULL, at DOUBLE PRECISION NOT NULL, PRIMARY KEY (chat, message_id)
);
CREATE INDEX answers_question ON answers (chat, question_id);
CREATE INDEX answers_asker ON answers (asker);
CREATE INDEX answers_at ON answers (at);
CREATE TABLE votes (
    chat BIGINT NOT NULL, message_id BIGINT NOT NULL, person BIGINT NOT NULL, good INTEGER NOT NULL,
    reason TEXT NOT NULL, source TEXT NOT NULL, at DOUBLE PRECISION NOT NULL, PRIMARY KEY (chat, message_id, person)
);
CREATE TABLE users (user_id BIGINT PRIMARY KEY, locale TEXT NOT NULL, at DOUBLE PRECISION NOT NULL);
CREATE TABLE chats (
    chat_id BIGINT PRIMARY KEY, settings JSONB NOT NULL, gone INTEGER NOT NULL DEFAULT 0, at DOUBLE PRECISION NOT NULL
);
CREATE TABLE shown (
    chat_id BIGINT NOT NULL, item TEXT NOT NULL, number BIGINT NOT NULL, at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (chat_id, item)
);
CREATE TABLE posts (
    chat_id BIGINT NOT NULL, slot TEXT NOT NULL, item TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0,
    at DOUBLE PRECISION NOT NULL, owner TEXT, PRIMARY KEY (chat_id, slot)
);
CREATE TABLE admission (id BIGINT PRIMARY KEY, rule TEXT NOT NULL, at DOUBLE PRECISION NOT NULL);
CREATE TABLE days (
    day TEXT NOT NULL, name TEXT NOT NULL, count BIGINT NOT NULL, at DOUBLE PRECISION NOT NULL, PRIMARY KEY (day, name)
);
CREATE TABLE beat (one INTEGER PRIMARY KEY, at DOUBLE PRECISION NOT NULL);
CREATE TABLE lanes (lane BIGINT PRIMARY KEY, owner TEXT NOT NULL, at DOUBLE PRECISION NOT NULL);
CREATE TABLE replicas (owner TEXT PRIMARY KEY, since DOUBLE PRECISION NOT NULL, at DOUBLE PRECISION NOT NULL);
CREATE TABLE asked (who BIGINT NOT NULL, notice INTEGER NOT NULL, at DOUBLE PRECISION NOT NULL);
CREATE INDEX asked_who ON asked (who, at);
CREATE TABLE paces (name TEXT PRIMARY KEY, at DOUBLE PRECISION NOT NULL);
-- Rows that change with every message are tidied by their number, not by a share of the table.
ALTER TABLE updates SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 500);
ALTER TABLE replicas SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 500);
ALTER TABLE paces SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 500, fillfactor = 50);
ALTER TABLE asked SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 500);
