local power = 5 * MW
local price = 42 * USD/MWh
print(power)
