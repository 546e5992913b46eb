-- The crypto credit crunch of 2022, month by month: with balance sheets of April 2022 and the prices that came, in which order do the
-- lenders and the miner fail, and who would have lived without whom?
--
-- Facts: what Three Arrows owed to whom, and the dates, from the catalogue. Prices are month ends, rounded, and balance sheets are
-- round figures of what petitions and the press reported later: general knowledge, and chosen knowing the outcome. So the order
-- is a test of whether the mechanism can give it, not of foresight.

local crunch = catalog.entity "credit-crunch-2022"

local months = { "April", "May", "June", "July", "August", "September", "October", "November", "December" }
local btc = { 38, 32, 20, 23, 20, 19.5, 20.5, 17, 16.5 }              -- kUSD
local token = { 35, 28, 25, 29, 27, 24, 26, 1.5, 1 }                  -- FTX's, USD
local luna = { 1, 0, 0, 0, 0, 0, 0, 0, 0 }
-- New machines lost 85 % over the year (a fact); in steps of a month.
local rigs = {}
for n = 1, 9 do rigs[n] = (1 + crunch.asic_price_fall) ^ ((n + 3) / 12) / (1 + crunch.asic_price_fall) ^ (4 / 12) end

local order = { "three-arrows", "celsius", "voyager", "blockfi", "genesis", "ftx", "core-scientific" }
local happened = {
  ["three-arrows"] = "27 June", celsius = "12 June", voyager = "5 July", ftx = "11 November", blockfi = "28 November", genesis = "16 November",
  ["core-scientific"] = "21 December",
}

-- What each owns and owes outside in month n, in BUSD; `r` is bitcoin's price over that of April.
local function outside(name, n)
  local r = btc[n] / btc[1]
  if name == "three-arrows" then return 4.2 * r + 0.5 * luna[n], 0.4 end
  if name == "celsius" then return 9.5 * r + 1.0 + 1.3 * r ^ 3 + 0.8 * r ^ 1.3, 10 * r + 1.8 end   -- coins, dollars, its own token, mining
  if name == "voyager" then return 3.65 * r + 0.45, 4 * r + 0.7 end
  -- The note of 1.1 that Genesis's parent gave for the loss holds from June until nobody lends to the parent either.
  if name == "genesis" then return 6.5 + (n >= 3 and n < 8 and 1.1 or 0), 8.3 end
  if name == "blockfi" then return 1.9 * r + 0.85, 1.9 * r + 1.1 end
  if name == "ftx" then return 2.0 + 10.5 * token[n] / token[1], 8.8 end
  return 1.15 * rigs[n] + 0.3 * r + 1.0 - 0.045 * n, 1.3                                           -- sites, machines, coins, and what it burns
end

-- A month's web. Who has failed before is out; what its creditors got is theirs.
local function replay(without)
  local failed, got, log = {}, {}, {}
  for n = 1, #months do
    local web = { obligations = {} }
    local function owed(from, to, amount)
      if failed[from] or failed[to] or to == without then return end
      -- A loan to somebody who never was is money that the lender still has.
      if from == without then got[to] = got[to] or amount / (1 * BUSD) return end
      web.obligations[#web.obligations + 1] = { from = from, to = to, amount = amount }
    end
    owed("three-arrows", "genesis", crunch.three_arrows_genesis_loan)
    owed("three-arrows", "voyager", crunch.three_arrows_defaults_on_voyager)
    owed("three-arrows", "celsius", crunch.three_arrows_celsius_loan)
    owed("ftx", "blockfi", 0.4 * BUSD)                                -- FTX's trading house, of the 0.67 that it had borrowed
    for _, name in ipairs(order) do
      if not failed[name] and name ~= without then
        local has, owes = outside(name, n)
        web[#web + 1] = player(name) { cash = (has + (got[name] or 0)) * BUSD, owes = owes * BUSD }
      end
    end
    web.recovery = { outside = 0.8, network = 0.9 }
    if #web == 0 then break end
    local settled = network(web):clear()
    for _, name in ipairs(settled.failures) do
      failed[name] = n
      log[#log + 1] = { name = name, month = n, pays = settled[name].recovery }
      for _, other in ipairs(order) do
        if other ~= name and other ~= without and not failed[other] then
          for _, o in ipairs(web.obligations) do
            if o.from == name and o.to == other then got[other] = (got[other] or 0) + settled:paid(name, other) / (1 * BUSD) end
          end
        end
      end
    end
  end
  return log, failed
end

print(string.format("%-18s %-12s %-14s %s", "fails", "in the replay", "in 2022", "pays of what it owes"))
local log, base = replay(nil)
for _, entry in ipairs(log) do
  print(string.format("%-18s %-12s %-14s %8.0f %%", entry.name, months[entry.month], happened[entry.name], 100 * entry.pays))
end

print "\nwho would have lived without whom"
for _, without in ipairs { "three-arrows", "ftx", "celsius" } do
  local _, failed = replay(without)
  local lives, later = {}, {}
  for _, name in ipairs(order) do
    if name ~= without and base[name] then
      if not failed[name] then lives[#lives + 1] = name elseif failed[name] > base[name] then later[#later + 1] = name .. " (" .. months[failed[name]] .. ")" end
    end
  end
  print(string.format("  without %-14s %s%s", without .. ":", #lives > 0 and table.concat(lives, ", ") .. " live" or "nobody lives", #later > 0 and "; later: " .. table.concat(later, ", ") or ""))
end
