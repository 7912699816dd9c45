-- Flows in the chat: which one a widget's conversations begin with, what is asked with a message, what
-- was learnt of the customer before a person had them.
ALTER TABLE widget ADD COLUMN flow BIGINT;
ALTER TABLE message ADD COLUMN question TEXT;
-- What was said to a flow is no turn of a talk between people, and in no figure of one.
ALTER TABLE message ADD COLUMN to_machine BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN known TEXT;

-- A flow that is gone: its versions stay, for conversations that are still in one.
ALTER TABLE flow ADD COLUMN removed_at BIGINT;

-- Reports of talks ask for calls by time.
CREATE INDEX phone_call_began ON phone_call (tenant, began_at);

-- Where a chat stands in its flow. `talk` is all there is to know between two of its events.
CREATE TABLE chat_flow (
  conversation BIGINT PRIMARY KEY REFERENCES conversation (id),
  tenant BIGINT NOT NULL REFERENCES tenant (id),
  ended_at BIGINT,
  talk TEXT NOT NULL
) @STRICT;
CREATE INDEX chat_flow_open ON chat_flow (tenant, conversation) WHERE ended_at IS NULL;
