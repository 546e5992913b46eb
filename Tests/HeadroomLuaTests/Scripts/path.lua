local m = model "m" {
  step = 1 * month, steps = 30, state = { x = 1, hit = false },
  start = function(s) pay("equity", -5) end,
  run = function(s, f, t)
    s.x = s.x + draw("d", uniform { min = -1, max = 1 })
    if chance("shock", 0.05) then s.hit = true; stop() end
    pay("equity", s.x)
    watch("twice", 2 * s.x)
    limit("floor", s.x, { at_least = 0.5 })
  end,
  finish = function(s) return { x = s.x } end,
}
local r = m:simulate { trials = 200, seed = 4 }
local rows = r:samples { "x", first = 200 }
local stopped = 0
for k = 0, 199, 7 do
  local p = r:path(k)
  local x = 1
  assert(p[0].x == 1 and p[0].paid.equity == -5)
  for n = 1, p.steps do
    local draws = p[n].draws
    x = x + (-1 + 2 * draws.d.uniform)
    assert(math.abs(p[n].x - x) < 1e-12)
    assert(draws.shock.value == (draws.shock.uniform < 0.05))
    if draws.shock.value then
      assert(p[n].hit and p[n].watches.twice == nil and n == p.steps)
    else
      assert(p[n].watches.twice == 2 * p[n].x and p[n].rooms.floor == p[n].x - 0.5 and p[n].paid.equity == p[n].x)
    end
  end
  assert(rows[k + 1].x == p[p.steps].x)
  if p.stopped then stopped = stopped + 1 end
end
assert(stopped > 5)

-- Paths of a designed run are those of its draws: opposite pairs in every step, and a Sobol sequence for what is made outside.
local start = uniform "start" { min = 2, max = 4 }
local walk = model "walk" {
  step = 1 * month, steps = 5, state = { x = start },
  run = function(s) s.x = s.x + draw("d", uniform { min = -1, max = 1 }) end,
  finish = function(s) return { x = s.x } end,
}
local pairs_of_paths = walk:simulate { trials = 4096, seed = 4, antithetic = true }
rows = pairs_of_paths:samples { "x", first = 600 }
for k = 0, 598, 46 do
  local one, other = pairs_of_paths:path(k), pairs_of_paths:path(k + 1)
  assert(rows[k + 1].x == one[5].x and rows[k + 2].x == other[5].x)
  for n = 1, 5 do assert(one[n].draws.d.uniform + other[n].draws.d.uniform == 1) end
end
local even = walk:simulate { trials = 4096, seed = 4, sampling = "sobol" }
rows = even:samples { "x", first = 600 }
for k = 0, 599, 46 do assert(rows[k + 1].x == even:path(k)[5].x) end
assert(tostring(even):find "independent from step to step")
local sure = walk:simulate { trials = 1e6, seed = 4, until_error = { x = 0.01 } }
assert(sure.trials < 1e6 and sure.x.se / sure.x.mean <= 0.01)
