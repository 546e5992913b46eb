-- Llama-3.1-405B on four systems of one scale-up domain each: step, throughput, energy, money, each with grade and band.
local model = catalog.model "llama-3.1-405b"

local function job(precision)
  return training { model = model, sequence = 8192, batch = 256, tokens = 15.6 * Ttoken, precision = precision }
end

-- Prices per chip and hour are assumptions.
local systems = {
  { key = "trn3-ultraserver", price = 2.5 * USD/hour },
  { key = "gb300-nvl72", price = 5.0 * USD/hour },
  { key = "ironwood-pod", price = 4.0 * USD/hour },
}

for _, system in ipairs(systems) do
  local pod = catalog.cluster(system.key)
  local ok, plan = pcall(function() return pod:train(job "bf16") end)
  print("== " .. system.key)
  if ok then
    print(plan)
    print("cost         " .. tostring(plan:cost(system.price)) .. " at " .. tostring(system.price))
    print(plan:explain())
  else
    print(plan)
  end
end
