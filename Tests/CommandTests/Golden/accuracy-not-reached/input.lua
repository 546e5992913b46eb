local income = lognormal "income" { median = 200 * MUSD, sd_log = 0.4 }
local r = simulate { trials = 2e4, until_error = { income = 0.01 * percent }, outputs = { income = income } }
