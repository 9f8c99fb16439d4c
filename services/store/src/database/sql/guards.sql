SELECT
  current_setting('fsync') AS fsync,
  current_setting('full_page_writes') AS full_page_writes,
  current_setting('synchronous_commit') AS synchronous_commit,
  current_setting('server_version_num')::integer AS server_version,
  (
    SELECT count(*)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'register'
      AND (c.relname IN ('event', 'access', 'tile', 'head') OR c.relispartition)
      AND c.relkind IN ('r', 'p')
      AND (
        SELECT count(*)
        FROM pg_trigger t
        WHERE t.tgrelid = c.oid
          AND t.tgname IN ('append_only', 'append_only_truncate')
          AND t.tgenabled IN ('O', 'A')
      ) < 2
  ) AS unguarded
