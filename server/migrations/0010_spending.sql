-- What calls that went out cost, beside how many they were: minutes begun while they were answered,
-- and their price in millionths of the trunk's currency.
ALTER TABLE phone_spending ADD COLUMN minutes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE phone_spending ADD COLUMN spent_micros BIGINT NOT NULL DEFAULT 0;
