SELECT work.schema_digest($1) AS digest
