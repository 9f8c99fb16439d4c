SELECT read.drop_generation(
  $1, -- p_name
  $2  -- p_generation
)
