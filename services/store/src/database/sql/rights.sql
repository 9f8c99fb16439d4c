SELECT
  current_user::text AS role,
  concat_ws(
    ', ',
    CASE WHEN r.rolsuper THEN 'it is a superuser' END,
    CASE WHEN r.rolcreaterole THEN 'it makes roles' END,
    CASE WHEN r.rolbypassrls OR r.rolreplication THEN 'it replicates or bypasses row security' END,
    CASE WHEN pg_has_role(c.relowner, 'USAGE') THEN 'it owns the record' END,
    CASE
      WHEN has_table_privilege('register.event', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER') THEN 'it writes events past the gate'
    END,
    CASE
      WHEN has_table_privilege('register.stream', 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR has_table_privilege('register.command', 'INSERT, UPDATE, DELETE, TRUNCATE') THEN 'it writes streams or commands past the gate'
    END,
    CASE WHEN has_schema_privilege('register', 'CREATE') THEN 'it makes tables in the record' END
  ) AS rights
FROM pg_roles r
CROSS JOIN pg_class c
WHERE r.rolname = current_user
  AND c.oid = 'register.event'::regclass
