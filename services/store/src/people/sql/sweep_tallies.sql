DELETE FROM people.tally
WHERE expires_at <= $1
