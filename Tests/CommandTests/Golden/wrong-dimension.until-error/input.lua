local income = normal "income" { mean = 200 * MUSD, sd = 40 * MUSD }
local r = simulate { outputs = { low = lt(income, 150 * MUSD) }, until_error = { low = 1 * MUSD } }
