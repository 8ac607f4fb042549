-- INSERT OR REPLACE would bypass the triggers that keep the audit from being changed.

CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE number = new.number)
BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;
