SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'redress') AS there
