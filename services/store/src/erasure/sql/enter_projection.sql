SELECT set_config('search_path', format('read_%s_%s', name, generation), true)
FROM read.projection
WHERE name = $1 -- name
