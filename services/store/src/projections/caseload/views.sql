DROP VIEW IF EXISTS read.caseload;
CREATE VIEW read.caseload AS SELECT * FROM caseload;
