local income = normal "income" { mean = 200 * MUSD, sd = 40 * MUSD }
local r = simulate { trials = 1e4, outputs = { income = income, ruined = lt(income, -500 * MUSD) } }
local bad = r:given("ruined")
if bad.n == 0 then print(bad.income.mean) end
