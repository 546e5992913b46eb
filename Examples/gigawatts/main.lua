-- The miners' sites side by side: what the contracts pay per MW, and how much of the connection reaches the chips.
local deals = {
  { "TeraWulf Abernathy", "terawulf-abernathy" }, { "Cipher Barber Lake", "cipher-fluidstack" },
  { "Hut 8 River Bend", "hut8-river-bend" },
}
for _, d in ipairs(deals) do
  local e = catalog.deal(d[2])
  print(d[1], e.critical_it, "pays", (e.value / e.term / e.critical_it):format("%.2f", MUSD/MW/year))
end
local wulf, cipher = catalog.deal "terawulf-abernathy", catalog.deal "cipher-fluidstack"
local helios = catalog.deal "galaxy-coreweave"
print("gross MW per critical MW:", wulf.gross / wulf.critical_it, cipher.gross / cipher.critical_it, helios.gross / helios.critical_it)

-- What 240 MW at the meter carry: the design day decides.
for _, c in ipairs {
  { "air", air_cooled { pue = 1.25, slope = 0.008 / K, above = degC(18), cap = 1.50 } },
  { "direct to chip", direct_to_chip { pue = 1.15, slope = 0.006 / K, above = degC(18), cap = 1.40 } },
} do
  local s = site "hall" { grid = 240 * MW, cooling = c[2], tariff = tariff { energy = 42 * USD/MWh } }
  print(c[1], "carries", s.capacity)
end

-- How often four of four, five, and two whole paths stand.
print("4 of 4:", availability { unit = 0.99726776, needed = 4 })
print("4 of 5:", availability { unit = 0.99726776, needed = 4, redundancy = n_plus(1) })
print("2N, 2 % common cause:", availability { unit = 0.99900031, redundancy = two_n { common_cause = 2 * percent } })

-- What mining has to beat: a MW that mines all year at today's hashprice, and after the next halving.
local h = bitcoin.hashprice { price = 87000 * USD/BTC, difficulty = 1.48e14, fees = 0.6 * percent }
local later = bitcoin.hashprice { price = 87000 * USD/BTC, difficulty = 1.48e14, subsidy = bitcoin.subsidy(1050000), fees = 0.6 * percent }
for _, x in ipairs { h, later } do
  local value = bitcoin.break_even { hashprice = x, efficiency = 15 * J/TH, pool_fee = 1 * percent, pue = 1.04 }
  print(x, "pays for power up to", value, "and earns", ((value - 42 * USD/MWh) * (8760 * hour) / year):format("%.2f", MUSD/MW/year), "at 42 USD/MWh")
end
