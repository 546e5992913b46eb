local income = normal "income" { mean = 200 * MUSD, sd = 40 * MUSD }
local r = simulate { sampling = "latin", outputs = { income = income }, until_error = { income = 1 * percent } }
