-- IREN's Childress: 750 MW at the meter, Microsoft's contract for 200 MW of IT. Mine on, host, or both, or sell the power?
local deal = catalog.deal "iren-microsoft"
local hourly = csv("year.csv", { units = { price = "USD/MWh", temperature = "degC", system_load = "GW" } })

local childress = site "Childress" {
  grid = 750 * MW,
  cooling = direct_to_chip { pue = 1.15, slope = 0.006 / K, above = degC(18), cap = 1.40 },
  tariff = tariff {
    energy = hourly.price, adder = 4 * USD/MWh,
    coincident_peak = { months = { 6, 7, 8, 9 }, rate = 70 * kUSD/MW/year, load = hourly.system_load },
  },
  battery = battery { power = 100 * MW, energy = 400 * MWh, efficiency = 0.95, wear = 2 * USD/MWh },
  export = { limit = 100 * MW, fee = 1 * USD/MWh },
  redundancy = n_plus(1), weather = hourly.temperature,
}
print(childress)
print("contract:", deal.value, "over", deal.term, "for", deal.critical_it)

local machine = { name = "S21 XP", efficiency = 13.5 * J/TH }
local function fleet(power)
  return mining {
    { name = machine.name, hashrate = power / 1.04 / machine.efficiency, efficiency = machine.efficiency },
    pool_fee = 1 * percent, pue = 1.04, running_cost = 3 * USD/MWh,
  }
end
local all, rest = fleet(650 * MW), fleet(350 * MW)
local hashprice = setting("hashprice", 45 * USD/PHs/day)

print("A machine earns nothing above", bitcoin.break_even {
  hashprice = hashprice, efficiency = machine.efficiency, pool_fee = 1 * percent, pue = 1.04, running_cost = 3 * USD/MWh })
print(childress:dispatch { rest, firm = 200 * MW, hashprice = hashprice })

-- Rent of halls without chips (colocation), not the cloud contract with GPUs: 1.9 MUSD per MW and year, as the deals beside it.
local rent, capex = 1.9 * MUSD/MW/year, 10 * MUSD/MW
local cmp = childress:compare {
  hashprice = hashprice, years = 15, paths = setting("paths", 2000), seed = 7, discount = 12 * percent,
  market = { delay = 4 * month, overrun = 0.15 },
  keep = { all },
  convert = { firm = 500 * MW, rent = rent, escalator = 3 * percent, capex = capex, reuse = 20 * percent, lead = 24 * month,
    before = all, mining_lost = 30 * percent, penalty = 0.5 * MUSD/MW/year, running_cost = 0.15 * MUSD/MW/year },
  hybrid = { rest, firm = 200 * MW, rent = rent, escalator = 3 * percent, capex = capex, reuse = 20 * percent, lead = 18 * month,
    before = all, mining_lost = 15 * percent, penalty = 0.5 * MUSD/MW/year, running_cost = 0.15 * MUSD/MW/year },
  sell_power = {},
}
print(cmp)
print(cmp:surface("convert", "keep"))
print(cmp:surface("convert", "keep", "building"))
