DROP VIEW IF EXISTS read.notices;
CREATE VIEW read.notices AS SELECT * FROM notices;
