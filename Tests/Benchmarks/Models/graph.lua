-- Half a million nodes from Lua: what an operator on an uncertain value costs.
local x = normal "x" { mean = 0, sd = 1 } * MW
local y = normal "y" { mean = 0, sd = 1 } * MW
local sum = x
for _ = 1, 125000 do sum = (sum + x) - y; sum = (sum - x) + y end
