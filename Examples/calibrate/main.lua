-- What does the past say about a market: how fast it moves, whether it returns, how it moves with others?
--
--   headroom run Examples/calibrate/main.lua --input btc=FILE.csv --input ndx=FILE.csv --input cd20=FILE.csv
--       --input hashprice=FILE.csv --input power=FILE.csv
--
-- Each file has a header, dates in its first column and values in its second; see the README. What is not given is made up
-- here from known parameters, so that the script also shows whether the fits find them again.

-- Normal draws for the made-up series: a linear congruential generator, and the sum of twelve uniforms.
local function dice(seed)
  local state = seed
  local function uniform()
    state = (state * 1103515245 + 12345) % 2147483648
    return (state + 0.5) / 2147483648
  end
  return function()
    local sum = -6
    for _ = 1, 12 do sum = sum + uniform() end
    return sum
  end
end

local function walk(name, seed, drift, volatility, days)
  local z, value, values = dice(seed), 100, {}
  for k = 1, days do
    values[k] = value
    value = value * math.exp((drift - volatility ^ 2 / 2) / 365.25 + volatility / 365.25 ^ 0.5 * z())
  end
  return series(name) { begins = "2020-01-01", values = values, unit = USD }
end

local function power_prices(seed, level, reversion, volatility, days)
  local z, x, values = dice(seed), 0, {}
  local keep = math.exp(-reversion / 365.25)
  local size = volatility * ((1 - keep ^ 2) / (2 * reversion)) ^ 0.5
  for k = 1, days do
    x = keep * x + size * z()
    values[k] = level * math.exp(x)
  end
  return series "power (made up)" { begins = "2024-01-01", values = values, unit = USD/MWh }
end

-- The second column of the user's file, or nil without one.
local function from_user(name, options)
  local ok, path = pcall(input, name)
  if not ok then return nil end
  local data = csv(path, options)
  return data:column(data.columns[1])
end

local function show(fitted)
  print(fitted)
  print ""
end

-- A process that the data refuse is said so, with the reason, and the script goes on.
local function attempt(name, fitted, ...)
  local ok, result = pcall(fitted, ...)
  if ok then show(result) else print(name .. " refused: " .. tostring(result) .. "\n") end
end

local markets = {
  btc = from_user("btc", { unit = "USD" }) or walk("btc (made up)", 7, 0.30, 0.65, 2500),
  cd20 = from_user("cd20"),
  hashprice = from_user("hashprice"),
  ndx = from_user("ndx", { unit = "USD" }) or walk("ndx (made up)", 11, 0.12, 0.22, 2500),
}
local power = from_user("power", { unit = "USD/MWh" }) or power_prices(3, 40, 60, 6, 1500)

for name, s in pairs(markets) do
  print(s)
  show(fit.gbm(s))
  attempt("garch of " .. name, fit.garch, s, { distribution = "t" })
  attempt("regimes of " .. name, fit.regimes, s)
  attempt("ou of " .. name, fit.ou, s)
end

print(power)
if power:min() > 0 * USD/MWh then
  show(fit.ou(power))
else
  -- Prices below zero have no logarithm: by the hour the price itself returns, by the day its logarithm.
  show(fit.ou(power, { additive = true }))
  local days = power:resample("day", "mean")
  if days:min() > 0 * USD/MWh then show(fit.ou(days)) end
end

show(fit.correlation(markets))

-- What a process constructor takes.
local p = fit.gbm(markets.btc):parameters()
print("gbm of btc: start", p.start, "drift", p.drift, "volatility", p.volatility)
print("the catalogue's: drift", catalog.calibration("btc").gbm_drift, "volatility", catalog.calibration("btc").gbm_volatility)
