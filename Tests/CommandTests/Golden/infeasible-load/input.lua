-- More firm load than the connection carries.
local home = site "Home" { grid = 10 * MW, tariff = tariff { energy = { 20, 30, 25 } } }
print(home:dispatch { firm = { 4, 9, 4 } }.imported)
local cold = site "Cold" { grid = 10 * MW, cooling = air_cooled { pue = 1.25 }, tariff = tariff { energy = { 20, 30, 25 } } }
print(cold:dispatch { firm = { 4, 9, 4 } })
