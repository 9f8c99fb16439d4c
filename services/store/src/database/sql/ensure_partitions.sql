SELECT register.ensure_partitions() AS made
