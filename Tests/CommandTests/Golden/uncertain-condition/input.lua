local rent = lognormal "rent" { p10 = 1.2, p90 = 2.3 }
local income = 0
if rent < 1.5 then income = 1 end
print(income)
