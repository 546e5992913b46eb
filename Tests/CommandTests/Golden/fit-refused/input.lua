-- Prices that wander and never return.
local values, x = {}, 100
for k = 1, 300 do
  x = x * (1 + 0.01 * math.sin(k * k))
  values[k] = x
end
local price = series "price" { begins = "2026-01-01", values = values, unit = USD }
print(fit.ou(price))
