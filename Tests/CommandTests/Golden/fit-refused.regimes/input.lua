local values = {}
for k = 1, 300 do values[k] = 100 + k % 7 + math.sin(k * k) end
local price = series "price" { begins = "2026-01-01", values = values }
print(fit.regimes(price))
