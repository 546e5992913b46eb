local walk = model "walk" {
  step = 1 * year, steps = 9, state = { x = 0, price = 100 * USD },
  run = function(s)
    s.x = s.x + draw("move", normal { mean = 0.1, sd = 0.2 })
    s.price = 100 * USD * exp(s.x)
    watch("log", s.x)
  end,
}
local r = walk:simulate { trials = 50000, seed = 5 }
local z = { p5 = -1.6448536269514722, p25 = -0.6744897501960817, p50 = 0, p75 = 0.6744897501960817, p95 = 1.6448536269514722 }
local fan, price = r:fan "log", r:fan "price"
for i = 1, 9 do
  assert(fan[i].step == i and fan[i].n == 50000)
  for name, x in pairs(z) do
    local exact = 0.1 * i + x * 0.2 * i ^ 0.5
    assert(math.abs(fan[i][name] - exact) < 4 * fan[i][name .. "_se"], name .. " of " .. i)
    assert(math.abs(price[i][name] / USD - 100 * math.exp(exact)) < 4 * price[i][name .. "_se"] / USD, name .. " of " .. i)
  end
  assert(fan[i].p50_se < 0.03 * i ^ 0.5)
end
