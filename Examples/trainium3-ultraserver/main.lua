-- Trainium 3 UltraServers, GB300 NVL72 and Ironwood with the same published FP8 rate: who trains sooner, on less energy, for less money?

-- 1. Hardware: 23 EFLOP/s of dense FP8 each. One UltraServer (144 chips) equals one NVL72 (72 chips) on paper; of Ironwood it takes a slice of a pod.
--    Published: rates, memory, links. Assumptions, wide: watts of a chip (Amazon and Google publish none), what hosts, switches and cooling add, rent.
local systems = {
  { name = "Trainium 3", short = "trn3", cluster = cluster "64 UltraServers" {
      node = catalog.cluster "trn3-ultraserver", nodes = 64, network = fat_tree { per_chip = 200 * Gbit/s } },
    watts = triangular "Trainium 3 chip"   { min = 750 * W, mode = 1000 * W, max = 1200 * W },
    rent  = triangular "Trainium 3 rent"   { min = 1.2 * USD/hour, mode = 2 * USD/hour, max = 3.5 * USD/hour } },
  { name = "GB300 NVL72", short = "gb300", cluster = cluster "64 NVL72" {
      node = catalog.cluster "gb300-nvl72", nodes = 64, network = fat_tree { per_chip = 800 * Gbit/s } },
    watts = triangular "GB300 chip"        { min = 1200 * W, mode = 1400 * W, max = 1400.1 * W },
    rent  = triangular "GB300 rent"        { min = 4 * USD/hour, mode = 5.5 * USD/hour, max = 8 * USD/hour } },
  { name = "Ironwood", short = "ironwood", cluster = cluster "5,120 chips of a pod" {
      chip = catalog.chip "tpu-v7", node = 5120, nodes = 1 },
    watts = triangular "Ironwood chip"     { min = 700 * W, mode = 900 * W, max = 1100 * W },
    rent  = triangular "Ironwood rent"     { min = 2.5 * USD/hour, mode = 4 * USD/hour, max = 6.5 * USD/hour } },
}
local overhead = triangular "hosts, switches, cooling" { min = 1.35, mode = 1.55, max = 1.85 }

-- 2. Jobs: tokens as the two models were trained on, and the number format in question.
local jobs = {
  { name = "Llama-3.1-405B in BF16", job = training { model = catalog.model "llama-3.1-405b", sequence = 8192, batch = 2048,
      tokens = 15.6 * Ttoken } },
  { name = "Llama-3.1-405B in FP8", job = training { model = catalog.model "llama-3.1-405b", sequence = 8192, batch = 2048,
      tokens = 15.6 * Ttoken, precision = "fp8" } },
  { name = "DeepSeek-V3 in FP8", job = training { model = catalog.model "deepseek-v3", sequence = 4096, batch = 15360,
      tokens = 14.8 * Ttoken, precision = "fp8" } },
}

-- 0. A check on a published run that nothing was fitted on: DeepSeek-V3, 2,048 H800 (an H100 with slower links), pipelines and experts over 64 groups.
do
  local pod  = cluster "H800" { chip = catalog.chip "h100", chips = 2048, network = fat_tree { per_chip = 400 * Gbit/s } }
  local job  = training { model = catalog.model "deepseek-v3", sequence = 4096, batch = 15360, tokens = 1 * Ttoken, precision = "fp8" }
  local plan = pod:train(job, { pp = 21, dp = 64, ep = 64, zero = 1, recompute = "full" })
  local hours, published = (plan.duration * plan.chips):to(hour), 180000
  local off = hours / published - 1
  print("0. Check: DeepSeek-V3's own run took 180 thousand GPU-hours per trillion tokens (arXiv:2412.19437).")
  print(string.format("   The model says %.0f thousand: %.0f %% %s, %s its band of ± %.0f %%.\n", hours / 1000, 100 * math.abs(off),
    off < 0 and "fewer" or "more", math.abs(off) < plan.band and "inside" or "outside", 100 * plan.band))
end

-- The band of a plan holds nine of ten errors; errors of different chips are taken as independent.
local function error_of(name, plan) return lognormal(name) { median = 1, sd_log = math.log(1 + plan.band) / 1.645 } end

for number, task in ipairs(jobs) do
  print(string.format("%s%d. %s", number > 1 and "\n" or "", number, task.name))
  local times, energies, costs, plans = {}, {}, {}, {}
  for i, system in ipairs(systems) do
    local plan  = system.cluster:train(task.job)
    plans[i]    = plan
    times[i]    = plan.duration * error_of(task.name .. ", model of " .. system.name, plan)
    energies[i] = times[i] * plan.chips * system.watts * plan.load * overhead
    costs[i]    = times[i] * plan.chips * system.rent
    print(string.format("   %-12s %5d chips  %s", system.name, plan.chips, plan.strategy))
    print(string.format("   %-12s %4.0f %% of the published rate, step ± %.0f %% (%s)", "", 100 * plan.utilization, 100 * plan.band, plan.grade))
  end
  local outputs = {}
  for i, system in ipairs(systems) do
    local a, b = i % 3 + 1, (i + 1) % 3 + 1
    outputs[system.short .. "_days"]     = times[i]
    outputs[system.short .. "_energy"]   = energies[i]
    outputs[system.short .. "_cost"]     = costs[i]
    outputs[system.short .. "_soonest"]  = all_of(lt(times[i], times[a]), lt(times[i], times[b]))
    outputs[system.short .. "_thrifty"]  = all_of(lt(energies[i], energies[a]), lt(energies[i], energies[b]))
    outputs[system.short .. "_cheapest"] = all_of(lt(costs[i], costs[a]), lt(costs[i], costs[b]))
  end
  local r = simulate { trials = 1e5, seed = 20251202, outputs = outputs }
  local function short(x) return string.format(x < 10 and "%.1f" or "%.0f", x) end
  local function range(output, unit)
    return string.format("%s (%s to %s)", short(output:quantile(0.5):to(unit)), short(output:quantile(0.05):to(unit)),
      short(output:quantile(0.95):to(unit)))
  end
  print(string.format("   %-12s %-18s %-18s %s", "", "days", "GWh", "million USD   (median, and nine futures of ten)"))
  for _, system in ipairs(systems) do
    local s = system.short
    print(string.format("   %-12s %-18s %-18s %s", system.name, range(r[s .. "_days"], day), range(r[s .. "_energy"], GWh),
      range(r[s .. "_cost"], MUSD)))
  end
  for _, question in ipairs { { "soonest", "soonest" }, { "thrifty", "least energy" }, { "cheapest", "cheapest" } } do
    local order = {}
    for i, system in ipairs(systems) do order[i] = { system.name, r[system.short .. "_" .. question[1]].probability } end
    table.sort(order, function(a, b) return a[2] > b[2] end)
    local lead = order[1][2]
    print(string.format("   %-12s %s in %.0f %% of the futures, then %s in %.0f %%: %s", question[2], order[1][1], 100 * lead, order[2][1],
      100 * order[2][2], lead > 0.9 and "clear" or lead > 0.6 and "likely" or "open"))
  end
  -- 3. Under which assumption: rents and watts at which Trainium 3 and GB300 are even.
  local ratio = (plans[2].duration * plans[2].chips) / (plans[1].duration * plans[1].chips)
  print(string.format("   Trainium 3 costs what GB300 costs if its chip rents for %.0f %% of a GB300's price, and takes as much energy at %.0f W a chip",
    100 * ratio, 1400 * ratio * plans[2].load / plans[1].load))
end

-- 4. Serving: the cheapest way to answer 2,048 + 512 tokens with at most 50 ms per token and 2 s to the first, at nine of ten requests; rents as
--    their modes above. One copy at a time, so that nothing depends on how large the fleet is.
print "\n4. Serving Llama-3.1-70B in FP8: at most 2 s to the first token and 50 ms for each further one (nine requests of ten)"
local rents, spent = { 2, 5.5, 4 }, {}
local function served(system, tp, chunk, rate)
  local live = system.cluster:serve(serving { model = catalog.model "llama-3.1-70b", prompt = 2048, output = 512, arrivals = rate / s,
    spread = 0.5, precision = "fp8" }, { tp = tp, copies = 1, chunk = chunk, requests = 1000 })
  local holds = not live.overloaded and live:quantile("first_token", 0.9) <= 2 * s and live:quantile("per_token", 0.9) <= 50 * ms
  return holds and live or nil
end
for i, system in ipairs(systems) do
  local best
  for _, tp in ipairs { 1, 2, 4 } do
    for _, chunk in ipairs { 256, 1024 } do
      -- The largest rate that holds: doubled while it holds, then halved in between.
      local low, high, live = 0.25, 0.5, nil
      while high < 1000 do
        local found = served(system, tp, chunk, high)
        if not found then break end
        low, high, live = high, 2 * high, found
      end
      for _ = 1, 4 do
        local middle = (low * high) ^ 0.5
        local found = served(system, tp, chunk, middle)
        if found then low, live = middle, found else high = middle end
      end
      local cost = live and live:cost(rents[i] * USD/hour)
      if live and (not best or cost < best.cost) then best = { cost = cost, tp = tp, chunk = chunk, rate = low, live = live } end
    end
  end
  spent[i] = best and best.cost:to(USD/Mtoken) or math.huge
  print(string.format("   %-12s %d %s a copy, %4.1f requests/s each: %5.0f tokens/s per chip, %.2f USD per million tokens at %.2f USD an hour",
    system.name, best.tp, best.tp == 1 and "chip " or "chips", best.rate, best.live.throughput:to(token/s) / best.tp, spent[i], rents[i]))
end
print(string.format("   per chip Trainium 3 answers as cheaply as GB300 at up to %.2f USD an hour against 5.50; no served request was ever fitted",
  2 * spent[2] / spent[1]))
