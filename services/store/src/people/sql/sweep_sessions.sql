DELETE FROM people.session
WHERE expires_at <= $1
