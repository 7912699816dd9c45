-- The hours of one number, by the calendar's key; NULL: those of its queue.
ALTER TABLE phone_number ADD COLUMN calendar TEXT;
