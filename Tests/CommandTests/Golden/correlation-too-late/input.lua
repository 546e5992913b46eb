local a = normal "a" { mean = 0, sd = 1 }
local b = normal "b" { mean = 0, sd = 1 }
local c = a + b
correlate({ a, b }, { { 1, 0.3 }, { 0.3, 1 } })
print(c)
