local a = normal "rent" { mean = 1, sd = 1 }
local b = normal "rent" { mean = 2, sd = 1 }
print(a + b)
