local it_load = 120 * MW
local tariff = 42 * USD/MWh

local cost = it_load + tariff
print(cost)
