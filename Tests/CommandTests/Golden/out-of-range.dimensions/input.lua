local sum = 0
for i = 1, 1025 do sum = sum + uniform("load " .. i) { min = 0 * MW, max = 1 * MW } end
local r = simulate { trials = 1e4, sampling = "sobol", outputs = { load = sum } }
