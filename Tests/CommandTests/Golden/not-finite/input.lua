local x = normal "x" { mean = 0, sd = 1 }
local r = simulate { trials = 1000, outputs = { y = log(x) } }
print(r)
