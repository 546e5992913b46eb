-- A year of a 750 MW site in Texas, hour by hour: two tiers of miners and 250 MW of AI that must run.
-- The series is synthetic. Your own prices: --input prices=FILE.csv (times in UTC, one column in USD/MWh).
local hourly = csv("year.csv", { units = { price = "USD/MWh", temperature = "degC", system_load = "GW" } })
local given, own = pcall(function() return csv(input "prices", { unit = "USD/MWh" }) end)

local function home(more)
  return site "Texas" {
    grid = 750 * MW,
    tariff = tariff {
      energy = given and own or hourly.price, adder = 4 * USD/MWh, own_peak = more.own_peak,
      coincident_peak = more.coincident_peak,
    },
    cooling = direct_to_chip { pue = 1.18, slope = 0.006 / K, above = degC(18), cap = 1.40 },
    battery = battery { power = 100 * MW, energy = 400 * MWh, efficiency = 0.95, wear = 2 * USD/MWh },
    weather = hourly.temperature,
  }
end

local miners = mining {
  { name = "S21", hashrate = 10.395 * EH/s, efficiency = 18.5 * J/TH },
  { name = "S19", hashrate = 6.41 * EH/s, efficiency = 30 * J/TH },
  pool_fee = 1 * percent, pue = 1.04, running_cost = 3 * USD/MWh,
}
local load = { miners, firm = 250 * MW, hashprice = 45 * USD/PHs/day }

local rate = 70 * kUSD/MW/year
local coincident = home { coincident_peak = { rate = rate, load = hourly.system_load } }:dispatch(load)
print(coincident)
print("The hour of highest system load in June:")
print(coincident:why(4240))
print("A dear evening in winter:")
print(coincident:why(18))

print("The same rate on the site's own four largest hours, which it can't dodge:")
local own_peaks = home { own_peak = { hours = 4, rate = rate } }:dispatch(load)
print(own_peaks)
print("Own peaks cost more than coincident ones by", coincident.profit - own_peaks.profit)

local p = fit.power(hourly.price)
print(p)
print("If prices were those of other years of this kind:")
print(home { coincident_peak = { rate = rate, load = hourly.system_load } }:years { miners, firm = 250 * MW,
  hashprice = 45 * USD/PHs/day, prices = p, paths = 200, seed = 7 })
