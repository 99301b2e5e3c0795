/** Times are milliseconds since 1970, except `occurred_at`: ISO 8601 in UTC, so that its text sorts. */
export const busAndLineage = `
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  run_id TEXT NOT NULL,
  pipeline TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  envelope TEXT NOT NULL
) STRICT;
CREATE INDEX event_run ON event(run_id, seq);
CREATE INDEX event_type ON event(type, seq);
CREATE INDEX event_time ON event(occurred_at);

-- Without a pattern: no subscription any more. Its deliveries stay, in case it comes back.
CREATE TABLE queue (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  pattern TEXT,
  revision INTEGER NOT NULL
) STRICT;

-- envelope: null where it is the one in the event log. receipt: null while nobody works on it.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  queue INTEGER NOT NULL REFERENCES queue(id),
  event_id TEXT NOT NULL,
  envelope TEXT,
  visible_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  receipt INTEGER
) STRICT;
CREATE INDEX delivery_due ON delivery(queue, visible_at, id);
CREATE INDEX delivery_event ON delivery(event_id, queue);

CREATE TABLE dead_letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue INTEGER NOT NULL REFERENCES queue(id),
  event_id TEXT NOT NULL,
  run_id TEXT,
  type TEXT,
  envelope TEXT NOT NULL,
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  died_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dead_letter_run ON dead_letter(run_id);

-- A run whose status is null has a planned count and nothing else yet.
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  pipeline TEXT,
  generation INTEGER,
  rank INTEGER,
  status TEXT,
  outcome TEXT,
  planned INTEGER
) STRICT;
CREATE INDEX run_pipeline ON run(pipeline, id);
CREATE INDEX run_outcome ON run(outcome, id);

CREATE TABLE unit (
  run_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  generation INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  status TEXT NOT NULL,
  open INTEGER NOT NULL,
  hop_id TEXT NOT NULL,
  artifact TEXT,
  PRIMARY KEY (run_id, unit)
) STRICT;
CREATE INDEX unit_open ON unit(run_id, unit) WHERE open = 1;

CREATE TABLE hop (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  envelope TEXT NOT NULL
) STRICT;
CREATE INDEX hop_run ON hop(run_id, occurred_at, id);

CREATE TABLE run_dataset (
  urn TEXT NOT NULL,
  run_id TEXT NOT NULL,
  PRIMARY KEY (urn, run_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
  urn TEXT NOT NULL,
  schema_version TEXT NOT NULL,
  columns TEXT NOT NULL,
  first_run TEXT NOT NULL,
  last_run TEXT NOT NULL,
  PRIMARY KEY (urn, schema_version)
) STRICT;

CREATE TABLE cursor (
  pipeline TEXT NOT NULL,
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  run_id TEXT NOT NULL,
  PRIMARY KEY (pipeline, source)
) STRICT;
`;
