DELETE FROM people.direct_mail
WHERE expires_at <= $1 -- at
