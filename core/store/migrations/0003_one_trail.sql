-- Its events are in audit_trail since 0002.
DROP TABLE audit_events;
