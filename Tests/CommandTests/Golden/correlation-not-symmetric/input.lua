local a = normal "a" { mean = 0, sd = 1 }
local b = normal "b" { mean = 0, sd = 1 }
correlate({ a, b }, { { 1, 0.3 }, { 0.4, 1 } })
