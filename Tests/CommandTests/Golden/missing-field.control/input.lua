local rent = lognormal "rent" { median = 1.6 * MUSD/MW/year, sd_log = 0.3 }
local hours = triangular "hours" { min = 8000, mode = 8500, max = 8760 }
local income = rent * (168 * MW)
local r = simulate { outputs = { income = income }, control = { income = { variate = rent * 2 } } }
