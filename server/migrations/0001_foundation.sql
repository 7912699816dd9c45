-- The machine's own tables -------------------------------------------------------------------------

-- What happened, in order: audit trail, source of every figure, of live sync and of replay.
CREATE TABLE journal (
  seq BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL
) @STRICT;
CREATE INDEX journal_subject ON journal (tenant, subject, seq);
CREATE INDEX journal_routing ON journal (tenant, seq) WHERE subject_kind = 'routing';

CREATE TABLE outbox (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  last_error TEXT NOT NULL DEFAULT '',
  done_at BIGINT
) @STRICT;
CREATE INDEX outbox_pending ON outbox (due_at) WHERE state = 'pending';

CREATE TABLE timer (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL
) @STRICT;

CREATE TABLE idempotency (
  tenant BIGINT NOT NULL,
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status BIGINT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, actor, key)
) @STRICT;
CREATE INDEX idempotency_age ON idempotency (at);

-- The routing engine's state up to journal row `seq`; later rows are folded onto it at start.
CREATE TABLE routing_snapshot (
  tenant BIGINT PRIMARY KEY,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  state TEXT NOT NULL
) @STRICT;

-- Access -------------------------------------------------------------------------------------------

CREATE TABLE tenant (
  id BIGINT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  language TEXT NOT NULL,
  demo BIGINT NOT NULL
) @STRICT;

CREATE TABLE user_account (
  id BIGINT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  language TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  disabled BIGINT NOT NULL DEFAULT 0
) @STRICT;

CREATE TABLE membership (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  user_id BIGINT NOT NULL REFERENCES user_account (id),
  role TEXT NOT NULL,
  PRIMARY KEY (tenant, user_id)
) @STRICT;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  csrf_token TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) @STRICT;
CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE api_key (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT
) @STRICT;

-- Queues and agents --------------------------------------------------------------------------------

CREATE TABLE skill (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (tenant, key)
) @STRICT;

CREATE TABLE queue (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  UNIQUE (tenant, key)
) @STRICT;

-- Opening hours in the tenant's time zone, by the key queues name.
CREATE TABLE calendar (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  key TEXT NOT NULL,
  settings TEXT NOT NULL,
  PRIMARY KEY (tenant, key)
) @STRICT;

CREATE TABLE agent (
  user_id BIGINT NOT NULL,
  tenant BIGINT NOT NULL,
  settings TEXT NOT NULL,
  PRIMARY KEY (tenant, user_id),
  FOREIGN KEY (tenant, user_id) REFERENCES membership (tenant, user_id)
) @STRICT;

CREATE TABLE presence_reason (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  key TEXT NOT NULL,
  label_it TEXT NOT NULL,
  label_en TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (tenant, key)
) @STRICT;

CREATE TABLE outcome (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  key TEXT NOT NULL,
  label_it TEXT NOT NULL,
  label_en TEXT NOT NULL,
  solved BIGINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (tenant, key)
) @STRICT;

CREATE TABLE widget (
  key TEXT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  queue BIGINT NOT NULL REFERENCES queue (id)
) @STRICT;

-- Customers, cases, conversations ------------------------------------------------------------------

CREATE TABLE customer (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  created_at BIGINT NOT NULL
) @STRICT;

CREATE TABLE identity (
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  customer BIGINT NOT NULL REFERENCES customer (id),
  grade TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, kind, value)
) @STRICT;
CREATE INDEX identity_customer ON identity (tenant, customer);

CREATE TABLE case_counter (
  tenant BIGINT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (tenant, year)
) @STRICT;

CREATE TABLE customer_case (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  number TEXT NOT NULL,
  customer BIGINT NOT NULL REFERENCES customer (id),
  type TEXT NOT NULL,
  state TEXT NOT NULL,
  priority TEXT NOT NULL,
  subject TEXT NOT NULL,
  owner BIGINT,
  created_at BIGINT NOT NULL,
  solved_at BIGINT,
  UNIQUE (tenant, number)
) @STRICT;
CREATE INDEX case_customer ON customer_case (tenant, customer);

-- Who owned a case from when to when, and why.
CREATE TABLE tenure (
  case_id BIGINT NOT NULL REFERENCES customer_case (id),
  tenant BIGINT NOT NULL,
  owner BIGINT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  reason TEXT NOT NULL,
  PRIMARY KEY (case_id, from_at)
) @STRICT;

CREATE TABLE conversation (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  customer BIGINT NOT NULL REFERENCES customer (id),
  case_id BIGINT NOT NULL REFERENCES customer_case (id),
  channel TEXT NOT NULL,
  queue BIGINT NOT NULL REFERENCES queue (id),
  work BIGINT NOT NULL,
  state TEXT NOT NULL,
  owner_kind TEXT NOT NULL,
  owner BIGINT,
  epoch BIGINT NOT NULL,
  language TEXT NOT NULL,
  visitor_hash TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  answered_at BIGINT,
  ended_at BIGINT,
  ended_by TEXT,
  last_n BIGINT NOT NULL DEFAULT 0,
  last_text TEXT NOT NULL DEFAULT '',
  last_at BIGINT,
  last_author TEXT,
  agent_seen_n BIGINT NOT NULL DEFAULT 0,
  visitor_seen_n BIGINT NOT NULL DEFAULT 0,
  visitor_delivered_n BIGINT NOT NULL DEFAULT 0,
  agent_delivered_n BIGINT NOT NULL DEFAULT 0,
  visitor_online BIGINT NOT NULL DEFAULT 0
) @STRICT;
CREATE INDEX conversation_customer ON conversation (tenant, customer);
CREATE INDEX conversation_case ON conversation (tenant, case_id);
CREATE INDEX conversation_created ON conversation (tenant, id);
CREATE INDEX conversation_open ON conversation (tenant, owner) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX conversation_work ON conversation (work);

CREATE TABLE attachment (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  conversation BIGINT NOT NULL REFERENCES conversation (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  created_at BIGINT NOT NULL
) @STRICT;

CREATE TABLE message (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  conversation BIGINT NOT NULL REFERENCES conversation (id),
  n BIGINT NOT NULL,
  author_kind TEXT NOT NULL,
  author BIGINT,
  author_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  at BIGINT NOT NULL,
  attachment BIGINT REFERENCES attachment (id),
  UNIQUE (conversation, n)
) @STRICT;

CREATE TABLE wrapup (
  id BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  conversation BIGINT NOT NULL REFERENCES conversation (id),
  agent BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  deadline_at BIGINT NOT NULL,
  ended_at BIGINT,
  outcome TEXT,
  note TEXT
) @STRICT;
CREATE INDEX wrapup_open ON wrapup (tenant, agent) WHERE ended_at IS NULL;

CREATE TABLE survey (
  conversation BIGINT PRIMARY KEY REFERENCES conversation (id),
  tenant BIGINT NOT NULL,
  score BIGINT NOT NULL,
  comment TEXT,
  at BIGINT NOT NULL
) @STRICT;

-- One row per contact: what the figures are made of. `facts` is the fold of the journal for it.
CREATE TABLE contact (
  work BIGINT PRIMARY KEY,
  tenant BIGINT NOT NULL,
  conversation BIGINT NOT NULL REFERENCES conversation (id),
  queue BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  closed BIGINT NOT NULL,
  facts TEXT NOT NULL
) @STRICT;
CREATE INDEX contact_time ON contact (tenant, first_at);
CREATE INDEX contact_last ON contact (tenant, last_at);
CREATE INDEX contact_open ON contact (tenant, work) WHERE closed = 0;

-- Each change of an agent's state, one row: where their time went (occupancy, adherence).
CREATE TABLE agent_state (
  tenant BIGINT NOT NULL,
  agent BIGINT NOT NULL,
  at BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (tenant, agent, at)
) @STRICT;
