-- Questions without an answer, where the operator keeps them; their words are sealed like updates.
-- depends: 0001.initial
CREATE TABLE unanswered (
    asker BIGINT NOT NULL, question BIGINT NOT NULL, text TEXT NOT NULL, at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (asker, question)
);
