SELECT name, generation, logic
FROM read.projection
