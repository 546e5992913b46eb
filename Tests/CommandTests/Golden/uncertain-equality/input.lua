local rent = lognormal "rent" { p10 = 1.2, p90 = 2.3 }
if rent == 1 then print("one") end
