-- What may be sent unshown is one exact question: a word given for it ends where the question comes
-- to stand for more. Earlier words do not say what they were given for, so they are asked anew.
CREATE TABLE lesson_consent (
  question_id TEXT PRIMARY KEY, -- specified by hand; its rows were shown
  teacher TEXT NOT NULL,
  time INTEGER NOT NULL
);
INSERT INTO lesson_consent (question_id, teacher, time)
  SELECT c.question_id, c.teacher, c.time FROM ask_consent c
  JOIN question q ON q.id = c.question_id
  WHERE q.spec IS NOT NULL AND json_extract(q.spec, '$.teacher') = c.teacher;
DROP TABLE ask_consent;
CREATE TABLE ask_consent (
  question_id TEXT NOT NULL,
  teacher TEXT NOT NULL,
  prefix TEXT NOT NULL,        -- the question as it was when the word was given
  suffix TEXT,
  time INTEGER NOT NULL,
  PRIMARY KEY (question_id, teacher)
);
