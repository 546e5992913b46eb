-- Polymarket gave Google 87 % for the best AI model at the end of 2025. What is the race worth to those who make TPUs, Trainium and
-- GPUs, and what if the odds are wrong?

local bet = catalog.entity "best-model-2025"
local p = bet.google_probability                              -- 0.87
local tpus = catalog.entity("anthropic-to-google").tpu_rental + catalog.entity("anthropic-to-broadcom").tpu_purchase
print(string.format("Google: %.0f %%. TPUs that Anthropic has ordered already: %s\n", 100 * p, tpus:format("%.0f", BUSD)))

-- Assumptions: ours. What is spent on accelerators in the two years after, and who gets which share of it, by who is ahead.
local spending = lognormal "spending" { p10 = 500 * BUSD, p90 = 900 * BUSD }
local shares = {
  google = { TPU = 0.20, Trainium = 0.08, GPU = 0.62 },
  other  = { TPU = 0.14, Trainium = 0.10, GPU = 0.66 },
}
-- How much of a lead moves orders is the least known: from nothing to twice the table.
local pull = pert "how much a lead moves orders" { min = 0, mode = 0.8, max = 2 }

local function sold(chip, winner)
  local middle = (shares.google[chip] + shares.other[chip]) / 2
  return spending * (middle + pull * (shares[winner][chip] - middle))
end

-- The race in the same draws as all else: one uniform decides it, so that its worth is the paired difference.
local luck = uniform "the race" { min = 0, max = 1 }
local google_leads = lt(luck, p)
local outputs = {}
for _, chip in ipairs { "TPU", "Trainium", "GPU" } do
  outputs[chip] = where(google_leads, sold(chip, "google"), sold(chip, "other"))
  outputs[chip .. "_from_the_race"] = sold(chip, "google") - sold(chip, "other")
end
local r = simulate { trials = 1e6, seed = 87, outputs = outputs }
print(string.format("%-10s %16s %26s %24s %22s", "", "sold on average", "if Google leads, more by", "in 90 % of futures", "already expected"))
for _, chip in ipairs { "TPU", "Trainium", "GPU" } do
  local d = r[chip .. "_from_the_race"]
  print(string.format("%-10s %16s %26s %24s %22s", chip, r[chip].mean:format("%.0f", BUSD), d.mean:format("%.0f", BUSD),
    string.format("%.0f to %.0f BUSD", d:quantile(0.05):to(BUSD), d:quantile(0.95):to(BUSD)), (d.mean * p):format("%.0f", BUSD)))
end

-- If the odds are wrong: what is expected of TPU orders at other chances, and what who trusts 87 % loses by it.
print "\nif the true chance is another"
print(string.format("%-14s %22s %26s %20s", "true chance", "TPU orders expected", "less than at 87 %", "Brier score of 87 %"))
local o = odds { google = p, other = 1 - p }
local gain = r.TPU_from_the_race.mean
for _, q in ipairs { 0.95, 0.87, 0.75, 0.6, 0.5 } do
  print(string.format("%12.0f %% %22s %26s %20.3f", 100 * q, (r.TPU.mean + (q - p) * gain):format("%.0f", BUSD), ((p - q) * gain):format("%.1f", BUSD),
    q * o:brier "google" + (1 - q) * o:brier "other"))
end
print(string.format("\nan honest 87 %% scores %.3f, a coin 0.500; that Google leads speaks for 87 %% against 60 %% by no more than %.2f to 1",
  p * o:brier "google" + (1 - p) * o:brier "other", p / 0.6))
print(r:drivers "TPU")
