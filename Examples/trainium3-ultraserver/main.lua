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
  local function range(output, unit, format)
    return string.format("%s (%s to %s)", string.format(format, output:quantile(0.5):to(unit)), string.format(format, output:quantile(0.05):to(unit)),
      string.format(format, output:quantile(0.95):to(unit)))
  end
  print(string.format("   %-12s %-20s %-20s %-22s %s", "", "days", "GWh", "million USD", "soonest / least energy / cheapest"))
  for _, system in ipairs(systems) do
    local s = system.short
    print(string.format("   %-12s %-20s %-20s %-22s %3.0f %% / %3.0f %% / %3.0f %%", system.name, range(r[s .. "_days"], day, "%.0f"),
      range(r[s .. "_energy"], GWh, "%.0f"), range(r[s .. "_cost"], MUSD, "%.0f"), 100 * r[s .. "_soonest"].probability,
      100 * r[s .. "_thrifty"].probability, 100 * r[s .. "_cheapest"].probability))
  end
  -- 3. Under which assumption: rents and watts at which Trainium 3 and GB300 are even.
  local ratio = (plans[2].duration * plans[2].chips) / (plans[1].duration * plans[1].chips)
  print(string.format("   even in money: a Trainium 3 chip for %.0f %% of a GB300's rent; even in energy: at %.0f W against 1,400 W",
    100 * ratio, 1400 * ratio * plans[2].load / plans[1].load))
end
