-- Llama 3 405B on 16,384 H100 for 54 days: how often is the job interrupted, and how much of the time counts?

local published = { interruptions = 419, planned = 47, effective = 0.90 }      -- arXiv:2407.21783, section 3.3.4
local span  = 54 * day
-- 320 spare chips beside the job's 16,384 are an assumption, as are restart, write and repair below.
local hall  = cluster "hall" { chip = catalog.chip "h100", chips = 16384 + 320, network = fat_tree { per_chip = 400 * Gbit/s } }
local job   = training { model = catalog.model "llama-3.1-405b", sequence = 8192, batch = 2048, tokens = 15.6 * Ttoken }
local plan  = hall:train(job, { tp = 8, pp = 16, dp = 128, microbatch = 1, zero = 2, sequence_parallel = true })

local function operate(failures, more)
  local how = { failures = failures, duration = span, restart = 10 * minute, write = 5 * s, repair = 24 * hour,
    replicas = 1000, seed = 20240731 }
  for name, value in pairs(more or {}) do how[name] = value end
  return hall:operate(plan, how)
end

-- 1. Interruptions. The run's own rate gives its own count back, so the question is what one would have said before:
--    from the failures of two older clusters of A100, counted by the same company.
print "1. Unexpected interruptions in 54 days, 16,384 chips"
local own = operate(catalog.failures "llama3-h100")
local function count(name, failures, note)
  local live = operate(failures)
  print(string.format("   %-34s %5.0f   %s", name, live.interruptions, note))
  return live.interruptions
end
local high = count("foreseen from RSC-1 (A100)", catalog.failures "rsc-1", "6.5 failures per 1,000 node-days")
local low  = count("foreseen from RSC-2 (A100)", catalog.failures "rsc-2", "2.34 failures per 1,000 node-days")
count("the run's own rate, as a check", catalog.failures "llama3-h100", "50,677 chip-hours each: fitted, so it must agree")
print(string.format("   %-34s %5d   %s", "published", published.interruptions,
  low < published.interruptions and published.interruptions < high and "between the two forecasts" or "outside the forecasts"))

-- 2. Where the time of all chips goes.
print "\n2. Where the time goes, with a restart of 10 minutes"
print(own)

-- 3. More than 90 %: what must the restart have been?
print "\n3. Effective time by how long a restart takes (published: more than 90 %)"
local limit
for _, minutes in ipairs { 2, 5, 8, 10, 12, 15, 20 } do
  local live = operate(catalog.failures "llama3-h100", { restart = minutes * minute, replicas = 200 })
  local holds = live.effective > published.effective
  if holds then limit = minutes end
  print(string.format("   %2d min  %5.1f %%  %s", minutes, 100 * live.effective, holds and "more than 90 %" or "less"))
end
print(string.format("   The published figure holds for restarts of up to about %d minutes; a survey of Meta's clusters", limit))
print "   (arXiv:2410.21680) gives 5 to 20 minutes."

-- What one would have said without knowing the restart: anything from 5 to 20 minutes, and a failure rate within a factor of two.
local share = goodput { failures = catalog.failures "llama3-h100", chips = 16384, write = 5 * s,
  restart = triangular "restart" { min = 5 * minute, mode = 8 * minute, max = 20 * minute },
  factor = lognormal "failures, relative" { p10 = 0.6, p90 = 1.7 } }
local r = simulate { trials = 1e5, seed = 20240731, outputs = { effective = share, above_90 = gt(share, published.effective) } }
print(string.format("   With restart and failures uncertain: %.1f %% (P5 %.1f %%, P95 %.1f %%); above 90 %% in %.0f %% of the futures.",
  100 * r.effective:quantile(0.5), 100 * r.effective:quantile(0.05), 100 * r.effective:quantile(0.95), 100 * r.above_90.probability))
print(r:drivers "effective")

-- 4. Ten times as many chips.
print "\n4. The same failures per chip on 100,000 chips"
local large = cluster "large" { chip = catalog.chip "h100", chips = 104000, network = fat_tree { per_chip = 400 * Gbit/s } }
local wide  = training { model = catalog.model "llama-3.1-405b", sequence = 8192, batch = 12800, tokens = 15.6 * Ttoken }
local spread = large:train(wide, { tp = 8, pp = 16, dp = 800, microbatch = 1, zero = 2, sequence_parallel = true })
for _, minutes in ipairs { 10, 5, 2 } do
  local live = large:operate(spread, { failures = catalog.failures "llama3-h100", duration = 90 * day, restart = minutes * minute,
    write = 5 * s, repair = 24 * hour, replicas = 1000, seed = 20240731 })
  print(string.format("   restart %2d min: %4.1f %% effective, %4.0f interruptions in 90 days", minutes, 100 * live.effective,
    live.interruptions))
end
