local income = normal "income" { mean = 200 * MUSD, sd = 40 * MUSD }
local r = simulate { outputs = { income = income }, until_error = { incom = 1 * percent } }
