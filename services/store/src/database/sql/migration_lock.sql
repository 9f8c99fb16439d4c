SELECT pg_advisory_lock(7233462110)
