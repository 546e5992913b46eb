local a = normal "a" { mean = 0, sd = 1 }
local b = normal "b" { mean = 0, sd = 1 }
local c = normal "c" { mean = 0, sd = 1 }
correlate({ a, b, c }, { { 1, 0.9, -0.9 }, { 0.9, 1, 0.9 }, { -0.9, 0.9, 1 } })
