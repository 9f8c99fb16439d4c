VACUUM (FREEZE, ANALYZE) register.closed_partition
