SELECT read.make_generation(
  $1, -- p_name
  $2  -- p_generation
) AS made
