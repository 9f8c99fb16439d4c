# Ce que lisent les programmes.
