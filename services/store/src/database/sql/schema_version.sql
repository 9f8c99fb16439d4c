SELECT coalesce(max(version), 0)::integer AS version FROM refinery_schema_history
