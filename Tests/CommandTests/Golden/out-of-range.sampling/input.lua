local income = normal "income" { mean = 200 * MUSD, sd = 40 * MUSD }
local r = simulate { trials = 1e4, sampling = "sobel", outputs = { income = income } }
