local rent = lognormal "rent" { p10 = 2.3 * MUSD/MW/year, p90 = 1.2 * MUSD/MW/year }
print(rent)
