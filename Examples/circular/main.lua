-- AI's circle of money: what share of each player's income comes from end customers, what goes round,
-- and who can't pay if the one at the centre takes in 40 % less.
--
-- Facts: the 35 published deals (`catalog.flows()`), each with its source. They are sums over years, gigawatts, or both, so
-- one plan year in which all of them run must be made of them. That takes assumptions, and all of them are here.

-- Years over which a deal is spread, where its note gives none: ours.
local years = {
  ["openai-to-oracle"] = 5, ["openai-to-microsoft"] = 8, ["openai-to-aws"] = 7, ["openai-to-coreweave"] = 5,
  ["openai-to-nvidia"] = 6, ["openai-to-amd"] = 6, ["openai-to-broadcom"] = 5, ["nvidia-to-openai"] = 6, ["oracle-to-nvidia"] = 3,
  ["nvidia-to-coreweave"] = 3, ["meta-to-coreweave"] = 6, ["anthropic-to-microsoft"] = 5, ["anthropic-to-google"] = 6,
  ["anthropic-to-broadcom"] = 2, ["microsoft-to-iren"] = 5, ["iren-to-dell"] = 5, ["microsoft-to-nebius"] = 5,
  ["coreweave-to-core-scientific"] = 12, ["coreweave-to-galaxy"] = 15, ["fluidstack-to-terawulf-jv"] = 25,
  ["fluidstack-to-cipher"] = 10, ["aws-to-cipher"] = 15, ["fluidstack-to-hut8"] = 15,
}
-- Orders in gigawatts: money per GW of systems, and the share that is not already inside of the cloud contracts. Ours.
local per_gw, direct = 25 * BUSD, 0.5
local gigawatts = { ["openai-to-nvidia"] = true, ["openai-to-amd"] = true, ["openai-to-broadcom"] = true }

-- What AI earns from customers outside of the circle in the plan year, and the cash kept for it: ours, except OpenAI's
-- revenue in 2025 (13 BUSD, its own forecast), from which 45 is a plan.
local revenue = setting("openai_revenue", 45 * BUSD)
local players = {
  openai = { end_demand = revenue, cash = 10 * BUSD }, anthropic = { end_demand = 25 * BUSD, cash = 5 * BUSD },
  xai = { end_demand = 2 * BUSD, cash = 3 * BUSD, owes = 3 * BUSD },
  microsoft = { end_demand = 40 * BUSD, cash = 60 * BUSD, owes = 45 * BUSD }, google = { end_demand = 35 * BUSD, cash = 60 * BUSD, owes = 35 * BUSD },
  aws = { end_demand = 30 * BUSD, cash = 60 * BUSD, owes = 30 * BUSD },
  meta = { end_demand = 30 * BUSD, cash = 40 * BUSD, owes = 25 * BUSD },
  oracle = { end_demand = 6 * BUSD, cash = 10 * BUSD, owes = 58 * BUSD },
  coreweave = { end_demand = 2 * BUSD, cash = 2 * BUSD, owes = 7 * BUSD }, nebius = { end_demand = 1 * BUSD, cash = 1 * BUSD, owes = 3.5 * BUSD },
  fluidstack = { end_demand = 1.5 * BUSD, cash = 0.1 * BUSD, owes = 0.3 * BUSD },
  nvidia = { end_demand = 60 * BUSD, cash = 50 * BUSD, owes = 40 * BUSD }, amd = { end_demand = 8 * BUSD, cash = 5 * BUSD, owes = 14 * BUSD },
  broadcom = { end_demand = 15 * BUSD, cash = 10 * BUSD, owes = 25 * BUSD }, dell = { end_demand = 15 * BUSD, cash = 5 * BUSD, owes = 14 * BUSD },
  iren = { end_demand = 0.4 * BUSD, cash = 0.5 * BUSD, owes = 0.9 * BUSD }, galaxy = { end_demand = 0.2 * BUSD, cash = 0.3 * BUSD, owes = 1 * BUSD },
  ["core-scientific"] = { end_demand = 0.3 * BUSD, cash = 0.3 * BUSD, owes = 0.9 * BUSD },
  ["terawulf-jv"] = { cash = 0.1 * BUSD, owes = 0.25 * BUSD }, terawulf = { end_demand = 0.2 * BUSD, cash = 0.2 * BUSD, owes = 0.3 * BUSD },
  cipher = { end_demand = 0.2 * BUSD, cash = 0.2 * BUSD, owes = 0.7 * BUSD }, hut8 = { end_demand = 0.1 * BUSD, cash = 0.2 * BUSD, owes = 0.5 * BUSD },
}

-- The plan year, deal by deal.
local obligations, guarantees, counted = {}, {}, {}
for _, flow in ipairs(catalog.flows()) do
  local span = years[flow.key]
  local amount = flow.amount
  if gigawatts[flow.key] then amount = catalog.entity(flow.key)[flow.key == "openai-to-broadcom" and "custom_chips" or "chip_purchase"] / (1 * GW) * per_gw * direct end
  if flow.kind == "lease backstop" then
    -- Google's promises run for ten years or so; in one year it stands behind a year's rent. TeraWulf's own lease is not in the list.
    if flow.to ~= "terawulf" then guarantees[#guarantees + 1] = { by = "google", debtor = "fluidstack", creditor = flow.to, cap = amount / 10 } end
  elseif span and amount and flow.kind ~= "capacity backstop" then
    -- Equity and letters of intent are given or not; nobody fails for them.
    obligations[#obligations + 1] = {
      from = flow.from, to = flow.to, amount = amount / span, kind = flow.kind, firm = not flow.kind:find("equity"),
    }
    counted[flow.key] = true
  end
end
local spends = { openai = 0 * BUSD, anthropic = 0 * BUSD }
for _, o in ipairs(obligations) do
  if spends[o.from] then spends[o.from] = spends[o.from] + o.amount end
end

-- The labs spend more than they earn; investors outside of the circle must bring the rest, so that the plan year works at all.
local web = { obligations = obligations, guarantees = guarantees, recovery = { outside = 0.9, network = 0.9 } }
for name, p in pairs(players) do
  if spends[name] and spends[name] > p.end_demand then p.funding = spends[name] - p.end_demand end
  web[#web + 1] = player(name)(p)
end
web.stakes = {
  { holder = "microsoft", company = "openai", share = 27 * percent }, { holder = "google", company = "anthropic", share = 10 * percent },
  { holder = "nvidia", company = "coreweave", share = 7 * percent }, { holder = "google", company = "terawulf", share = 14 * percent },
  { holder = "google", company = "cipher", share = 5.4 * percent }, { holder = "terawulf", company = "terawulf-jv", share = 50.1 * percent },
}
local circle = network(web)
print(circle)

print "\n1. Whose money is it?"
local c = circle:circularity()
print(c)
print(string.format("OpenAI: %.0f %% of what it takes in is backed by end customers; Oracle: %.0f %%; Nvidia: %.0f %%",
  100 * c.openai.end_share, 100 * c.oracle.end_share, 100 * c.nvidia.end_share))

print "\n2. The centre takes in 40 % less."
local hit = circle:clear { shock = { openai = 0.4 } }
print(hit)

print "\n3. How much can the centre lose?"
-- The smallest loss at which a question about the settlement is answered with yes.
local function smallest(question)
  local low, high = 0, 1
  for _ = 1, 20 do
    local middle = (low + high) / 2
    if question(circle:clear { shock = { openai = middle } }) then high = middle else low = middle end
  end
  return 100 * high, circle:clear { shock = { openai = high } }.failures
end
local alone = smallest(function(settled) return settled.openai.failed end)
local second, names = smallest(function(settled) return #settled.failures >= 2 end)
local third, more = smallest(function(settled) return #settled.failures >= 3 end)
print(string.format("from a loss of %.1f %% on it can't pay its own bills; from %.1f %% on another fails with it: %s", alone, second, table.concat(names, ", ")))
print(string.format("from %.1f %% on there are three or more: %s", third, table.concat(more, ", ")))

print "\n4. Losses passed on in proportion, before anybody fails (DebtRank)"
local passed = circle:debt_rank { shock = { openai = 0.4 } }
print(string.format("of all equity in the circle %.1f %% is lost; of Oracle's %.0f %%, CoreWeave's %.0f %%, Microsoft's %.1f %%",
  100 * passed.system, 100 * (passed.oracle or 0), 100 * (passed.coreweave or 0), 100 * passed.microsoft))
