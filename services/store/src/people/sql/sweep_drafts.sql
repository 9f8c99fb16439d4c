DELETE FROM people.draft
WHERE expires_at <= $1
