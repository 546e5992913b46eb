local x = normal { mean = 5, sd = 1 }
local r = simulate { trials = 1e12, outputs = { x = x } }
print(r)
