DELETE FROM people.code
WHERE expires_at <= $1
