-- The program tells whoever sends it visitors whether the schema is at least its own.

GRANT SELECT ON refinery_schema_history TO redress_app;
