SELECT set_config('redress.password', $1, false)
