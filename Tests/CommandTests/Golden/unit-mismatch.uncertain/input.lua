local rent = lognormal "rent" { p10 = 1.2 * MUSD/MW/year, p90 = 2.3 * MUSD/MW/year }
local capex = 10 * MUSD/MW
print(rent - capex)
