local income = normal "income" { mean = 200 * MUSD, sd = 40 * MUSD }
local r = simulate { trials = 1e4, outputs = { income = income, low = lt(income, 150 * MUSD) } }
print(r:given("income"))
