SELECT w.kind, w.rows
FROM (
  SELECT 'keys of people' AS kind, count(*) AS rows
  FROM people.subject_key
  WHERE key_id = $1 -- key_id
    AND wrapped IS NOT NULL
  UNION ALL
  SELECT 'drafts', count(*)
  FROM people.draft
  WHERE key_id = $1
  UNION ALL
  SELECT 'sessions', count(*)
  FROM people.session
  WHERE key_id = $1
  UNION ALL
  SELECT 'direct mails', count(*)
  FROM people.direct_mail
  WHERE key_id = $1
    AND octet_length(ciphertext) > 0
  UNION ALL
  SELECT 'mails in the mailbox', count(*)
  FROM people.mailbox
  WHERE key_id = $1
  UNION ALL
  SELECT 'accounts', count(*)
  FROM people.account
  WHERE key_id = $1
) AS w
WHERE w.rows > 0
