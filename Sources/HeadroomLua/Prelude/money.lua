-- Money: contracts, debts and companies as ordinary Lua, used inside of step functions and compiled with them.
--
-- Nothing here is special: copy this file beside a script, `import` it, and change what differs in your deal.
-- Conventions. A step is a period of length t.dt; flows are amounts of a period, balances stand at its end. Tables made
-- by `contract`, `debt` and `company` hold terms and never change; what changes is state, from `:state()`, which the
-- script declares in its model. Every amount that is paid was there before: a waterfall gives min(due, left).

-- Descriptions --------------------------------------------------------------------------------------------------------

local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local before = row[0]
    row[0] = i
    for j = 1, #b do
      local above = row[j]
      row[j] = math.min(above + 1, row[j - 1] + 1, before + (a:byte(i) == b:byte(j) and 0 or 1))
      before = above
    end
  end
  return row[#b]
end

local function nearest(name, known)
  local best, least
  for _, k in ipairs(known) do
    local d = distance(name, k)
    if d <= math.max(2, #name // 3) and (not least or d < least) then best, least = k, d end
  end
  return best and "did you mean `" .. best .. "`? " or ""
end

-- Refuses fields that are not known and names all that are missing at once.
local function checked(what, given, known, needed)
  if type(given) ~= "table" then error(what .. " takes one table of named fields: " .. table.concat(known, ", "), 3) end
  local is = {}
  for _, k in ipairs(known) do is[k] = true end
  for k in pairs(given) do
    if not is[k] then
      error(what .. " has no field `" .. tostring(k) .. "`; " .. nearest(tostring(k), known) .. "its fields are " .. table.concat(known, ", "), 3)
    end
  end
  local missing = {}
  for _, k in ipairs(needed) do
    if given[k] == nil then missing[#missing + 1] = "`" .. k .. "`" end
  end
  if #missing > 0 then error(what .. " needs " .. table.concat(missing, ", "), 3) end
  return given
end

-- Six digits are enough in a sentence.
local function shown(x)
  if type(x) == "number" then return string.format("%.6g", x) end
  for _, unit in ipairs { BUSD, MUSD, USD } do
    local good, size = pcall(function() return abs(x):to(unit) end)
    if not good then break end
    if size >= 1 or unit == USD then return string.format("%.4g ", x:to(unit)) .. (unit == BUSD and "BUSD" or unit == MUSD and "MUSD" or "USD") end
  end
  return tostring(x)
end

local function money(what, name, x)
  local good = pcall(function() return x:to(USD) end)
  if not good and x ~= 0 then error(what .. ": `" .. name .. "` must be money, such as 1.4 * BUSD, not " .. shown(x), 4) end
  if x == 0 then return 0 * USD end
  if x < 0 * USD then error(what .. ": `" .. name .. "` must be at least 0, not " .. shown(x), 4) end
  return x
end

local function time(what, name, x)
  if x == nil or x == 0 then return 0 * month end
  local good = pcall(function() return x:to(month) end)
  if not good then error(what .. ": `" .. name .. "` must be a time, such as 18 * month, not " .. shown(x), 4) end
  return x
end

local function share(what, name, x, top)
  if type(x) ~= "number" or x < 0 or x > (top or 1) then
    error(what .. ": `" .. name .. "` must be a share from 0 to " .. (top or 1) .. ", not " .. shown(x), 4)
  end
  return x
end

-- A yearly rate: 0.07, 7 * percent, 7 * percent / year, or a function of the model's factors and time.
local function yearly(what, name, x)
  if type(x) == "function" or type(x) == "number" then return x end
  local good, plain = pcall(function() return (x * (1 * year)) + 0 end)
  if not good then error(what .. ": `" .. name .. "` must be a yearly rate, such as 7 * percent, not " .. shown(x), 4) end
  return plain
end

local function named(noun, make)
  return function(name)
    if type(name) ~= "string" then error(noun .. " needs a name: " .. noun .. " \"name\" { ... }", 2) end
    return function(given) return make(name, given) end
  end
end

-- Contracts -----------------------------------------------------------------------------------------------------------

local Contract = {}
Contract.__index = Contract

Contract.__tostring = function(c)
  local text = "contract " .. c.name .. ": " .. c.rent:format("%.1f", MUSD/year) .. " for " .. c.term:format("%.1f", year)
  if c.prepaid > 0 then text = text .. string.format(", %g %% in advance", 100 * c.prepaid) end
  if c.backstop then text = text .. ", backed by " .. c.backstop.by .. " for " .. c.backstop.amount:format("%.2f", BUSD) end
  return text
end

local backstopFields = { "by", "amount", "amortises_over", "discount", "rate", "fails" }

-- backstop { by = "Google", amount = 1.3 * BUSD, amortises_over = 10 * year, discount = 0.8 }
--   by              who stands behind the tenant
--   amount          what it pays at most; falls in a line to 0 from the beginning of rent on
--   discount        the share of the rent at which it may take the lease over instead; nil: it can only pay
--   rate            at which it weighs the lease against the fee, a year (8 %)
--   fails           chance that it has failed too when the tenant fails (0)
local function backstop(given)
  checked("backstop", given, backstopFields, { "amount" })
  local what = "backstop" .. (given.by and " of " .. given.by or "")
  return {
    by = given.by or "a guarantor", amount = money(what, "amount", given.amount),
    amortises_over = time(what, "amortises_over", given.amortises_over or 1000 * year),
    discount = given.discount and share(what, "discount", given.discount), rate = yearly(what, "rate", given.rate or 0.08),
    fails = share(what, "fails", given.fails or 0),
  }
end

local contractFields = {
  "payer", "value", "rent", "term", "starts", "prepaid", "escalator", "minimum", "long_stop", "fails", "backstop", "vacancy",
  "extends", "milestones",
}

local contract = named("contract", function(name, given)
  local what = "contract " .. name
  checked(what, given, contractFields, { "term" })
  if (given.value == nil) == (given.rent == nil) then error(what .. " needs either `value` (over its term) or `rent` (per time)", 3) end
  local term = time(what, "term", given.term)
  if term <= 0 * month then error(what .. ": `term` must be above 0", 3) end
  local rent = given.rent or money(what, "value", given.value) / term
  if not pcall(function() return rent:to(USD/year) end) then error(what .. ": `rent` must be money per time, such as 1.9 * BUSD/year, not " .. shown(rent), 3) end
  if given.backstop and type(given.backstop) ~= "table" then error(what .. ": `backstop` is made with backstop { ... }", 3) end
  local extends = given.extends and checked(what .. ": extends", given.extends, { "term", "share" }, { "term", "share" })
  local milestones = {}
  for k, m in ipairs(given.milestones or {}) do
    checked(what .. ": milestone " .. k, m, { "at", "amount" }, { "at", "amount" })
    milestones[k] = { at = time(what, "at", m.at), amount = money(what, "amount", m.amount) }
  end
  return setmetatable({
    name = name, payer = given.payer or name, rent = rent, term = term, starts = time(what, "starts", given.starts),
    prepaid = share(what, "prepaid", given.prepaid or 0), escalator = share(what, "escalator", given.escalator or 0),
    minimum = share(what, "minimum", given.minimum or 1), long_stop = given.long_stop and time(what, "long_stop", given.long_stop),
    fails = yearly(what, "fails", given.fails or 0), backstop = given.backstop, vacancy = time(what, "vacancy", given.vacancy or 12 * month),
    extends = extends, milestones = milestones,
  }, Contract)
end)

-- What changes from step to step: whether the tenant and then the guarantor pays, time left to find another tenant.
function Contract:state()
  return {
    tenant = true, assumed = false, vacant = 0 * month, received = 0 * USD, rent = 0 * USD, fee = 0 * USD, relet = 0 * USD, lost = 0 * USD,
  }
end

-- Received when it is signed.
function Contract:advance()
  return self.rent * self.term * self.prepaid
end

-- The rent of a year's price level, without escalation before the rent starts.
function Contract:level(t)
  return (1 + self.escalator) ^ max(0, math.floor((t.time - t.dt - self.starts) / year + 1e-9))
end

-- What is still promised when the tenant fails now: nothing before the rent has started.
function Contract:cover(t, start)
  local b = self.backstop
  return t.time > start and b.amount * max(0, 1 - max(0 * month, t.time - start) / b.amortises_over) or 0 * USD
end

-- One period. `given` may have
--   delay       by how much delivery is late (time)
--   market      what the place would let for now, as a share of this contract's rent (1)
--   used        share of the capacity that the payer takes, for take-or-pay (1)
--   fails       the tenant's rate of failing, per year, instead of the contract's
--   fails_too   chance that the guarantor has failed too, instead of the backstop's
-- Gives what is received; `s.rent`, `s.fee`, `s.relet` say of what kind, `s.lost` what the payer's failure costs in this period
-- (the rent of the contract less what another pays), before the fee.
function Contract:step(s, t, given)
  local start = self.starts + (given.delay or 0 * month)
  local market = given.market or 1
  local served = clamp((t.time - start) / t.dt, 0, 1) - clamp((t.time - start - self.term) / t.dt, 0, 1)
  local rent = self.rent * self:level(t) * t.dt
  s.fee = 0 * USD
  if self.long_stop and s.tenant and t.time > self.starts + self.long_stop and start >= t.time then
    s.tenant = false                                       -- not delivered in time: the tenant walks away
  end
  if s.tenant and t.time <= start + self.term and arrives(self.name .. " fails", (given.fails or self.fails) / (1 * year)) then
    s.tenant = false
    s.vacant = self.vacancy
    local b = self.backstop
    if b then
      local cover = self:cover(t, start)
      if cover > 0 * USD and not chance(self.name .. ": guarantor fails too", given.fails_too or b.fails) then
        -- The guarantor chooses: the fee now, or the lease at a discount, which costs it what the market does not give.
        local years = max(0, (start + self.term - t.time) / (1 * year))
        local worth = (1 - math.exp(-b.rate * years)) / b.rate * (1 * year)
        if b.discount and self.rent * self:level(t) * max(0, b.discount - market) * worth < cover then
          s.assumed = true
        else
          s.fee = cover
        end
      end
    end
  end
  local advance = 1 - self.prepaid
  s.rent = 0 * USD
  s.relet = 0 * USD
  local after = clamp((t.time - start - self.term) / t.dt, 0, 1)
  if s.tenant then
    local extended = self.extends and clamp((t.time - start - self.term - self.extends.term) / t.dt, 0, 1) or after
    s.rent = rent * served * max(self.minimum, given.used or 1) * advance
    -- The tenant stays after the term only where that is cheaper than the market.
    if self.extends then s.rent = s.rent + rent * (after - extended) * min(self.extends.share, market) end
    s.relet = rent * extended * market
  elseif s.assumed then
    s.rent = rent * served * self.backstop.discount
    s.relet = rent * after * market
  else
    local open = clamp((t.time - start) / t.dt, 0, 1)
    local let = clamp(1 - s.vacant / t.dt, 0, 1)
    s.vacant = max(0 * month, s.vacant - t.dt * open)
    s.relet = rent * open * let * market
  end
  for _, m in ipairs(self.milestones) do
    if s.tenant and m.at > t.time - t.dt and m.at <= t.time then s.rent = s.rent + m.amount end
  end
  s.received = s.rent + s.fee + s.relet
  s.lost = 0 * USD
  if not s.tenant then s.lost = max(0 * USD, rent * served * advance - s.rent - s.relet) end
  return s.received
end

-- Debts ---------------------------------------------------------------------------------------------------------------

local Debt = {}
Debt.__index = Debt

Debt.__tostring = function(d)
  return "debt " .. d.name .. ": " .. d.principal:format("%.1f", MUSD)
    .. (type(d.rate) == "number" and string.format(" at %g %%", 100 * d.rate) or " at a floating rate")
    .. ", " .. d.amortisation.kind .. (d.binding and ", sized by " .. d.binding or "")
end

local function repayment(kind, known, needed)
  return function(given)
    local made = { kind = kind }
    for k, v in pairs(checked(kind, given, known, needed)) do made[k] = v end
    return made
  end
end

-- How a debt is paid back: in level payments, in level parts of principal, at the end, or in step with cash flow.
local annuity = repayment("annuity", { "term", "grace" }, { "term" })
local linear = repayment("linear", { "term", "grace" }, { "term" })
local bullet = repayment("bullet", { "term" }, { "term" })

-- sculpted { dscr = 1.3, cfads = { ... }, period = 3 * month }: service of each period is its planned cash flow over the cover;
-- without `principal` the debt is what that carries, at most `gearing` of `uses`.
local sculpted = repayment("sculpted", { "dscr", "cfads", "period", "grace", "uses", "gearing" }, { "dscr", "cfads", "period" })

local debtFields = { "principal", "rate", "amortisation", "starts", "draws", "rank", "reserve", "sweep", "recovery" }

local function sculpting(what, a, rate, principal)
  if type(rate) ~= "number" then error(what .. ": sculpting needs a fixed rate", 4) end
  if a.dscr < 1 then error(what .. ": a cover of " .. a.dscr .. " would pay out more than there is; `dscr` must be at least 1", 4) end
  local i, discount, capacity, service = rate * (a.period / (1 * year)), 1, 0 * USD, {}
  for n, cash in ipairs(a.cfads) do
    service[n] = max(0 * USD, cash) / a.dscr
    discount = discount / (1 + i)
    capacity = capacity + service[n] * discount
  end
  local binding = "cover of " .. a.dscr
  local size = capacity
  if a.gearing and a.uses and a.gearing * a.uses < size then size, binding = a.gearing * a.uses, string.format("gearing of %g %%", 100 * a.gearing) end
  if principal then
    if principal > capacity * (1 + 1e-9) then
      error(what .. ": " .. shown(principal) .. " can't be sculpted to a cover of " .. a.dscr .. ": the planned cash flow carries "
        .. capacity:format("%.1f", MUSD) .. "; what binds is the cover", 4)
    end
    size, binding = principal, nil
  end
  -- The share of the balance that each period repays; a smaller debt keeps the shape.
  local shares, balance = {}, capacity
  for n, due in ipairs(service) do
    local repaid = due - balance * i
    shares[n] = n == #service and 1 or balance > 0 * USD and repaid / balance or 0
    balance = balance - repaid
  end
  return size, shares, binding
end

local debt = named("debt", function(name, given)
  local what = "debt " .. name
  checked(what, given, debtFields, { "rate", "amortisation" })
  local a = given.amortisation
  if type(a) ~= "table" or not a.kind then error(what .. ": `amortisation` is annuity { ... }, linear { ... }, bullet { ... } or sculpted { ... }", 3) end
  local rate = yearly(what, "rate", given.rate)
  local principal, shares, binding = given.principal and money(what, "principal", given.principal), nil, nil
  if a.kind == "sculpted" then
    principal, shares, binding = sculpting(what, a, rate, principal)
  elseif not principal then
    error(what .. " needs `principal`", 3)
  end
  local draws
  if given.draws then
    draws = {}
    local sum = 0 * USD
    for k, x in ipairs(given.draws) do
      draws[k] = money(what, "draws[" .. k .. "]", x)
      sum = sum + draws[k]
    end
    if sum > principal * (1 + 1e-9) then
      error(what .. ": the draws add up to " .. shown(sum) .. ", more than the principal of " .. shown(principal), 3)
    end
  end
  return setmetatable({
    name = name, principal = principal, rate = rate, amortisation = a, starts = time(what, "starts", given.starts), draws = draws,
    term = a.term and time(what, "term", a.term), grace = time(what, "grace", a.grace), shares = shares, binding = binding,
    rank = given.rank or "senior", reserve = time(what, "reserve", given.reserve), sweep = share(what, "sweep", given.sweep or 0),
    recovery = share(what, "recovery", given.recovery or 0.4),
  }, Debt)
end)

function Debt:state()
  return {
    balance = (self.draws or self.starts > 0 * month) and 0 * USD or self.principal,
    interest = 0 * USD, principal = 0 * USD, due = 0 * USD, missed = 0 * USD,
  }
end

-- Money drawn in this period.
function Debt:drawn(t)
  if self.draws then return self.draws[t.index] or 0 * USD end
  if self.starts > t.time - t.dt and self.starts <= t.time then return self.principal end
  return 0 * USD
end

-- Interest of this period, on the balance at its beginning. `f`: factors, for floating rates.
function Debt:interest(s, t, f)
  local rate = self.rate
  if type(rate) == "function" then rate = rate(f, t) end
  return s.balance * rate * t.dt_years
end

-- Principal due in this period.
function Debt:repaid(s, t, f)
  local a = self.amortisation
  local ended = (t.time - self.starts - self.grace) / t.dt          -- periods that have passed since repayment began
  if ended < 0.5 then return 0 * USD end
  if a.kind == "sculpted" then return s.balance * (self.shares[math.floor(ended + 0.5)] or 1) end
  local left = math.floor((self.term - self.grace) / t.dt - ended + 1.5)   -- payments left, this one included
  if left <= 1 then return s.balance end
  if a.kind == "bullet" then return 0 * USD end
  if a.kind == "linear" then return s.balance / left end
  local rate = self.rate
  if type(rate) == "function" then rate = rate(f, t) end
  local i = rate * t.dt_years
  local growth = (1 + i) ^ left - 1
  return where(gt(growth, 1e-12), s.balance * i / where(gt(growth, 1e-12), growth, 1), s.balance / left)
end

-- construction { capex = { ... }, gearing =, rate =, period =, commitment_fee = 0, upfront_fee = 0 }: debt drawn pro rata with equity
-- while a project is built, interest and fees financed too. Every use is affine in the debt D, D = a0/(1 - a1): no iteration.
local function construction(given)
  checked("construction", given, { "capex", "gearing", "rate", "period", "commitment_fee", "upfront_fee", "at_most" }, { "capex", "gearing", "rate", "period" })
  local gearing = share("construction", "gearing", given.gearing)
  local i = yearly("construction", "rate", given.rate) * (given.period / (1 * year))
  local fee = yearly("construction", "commitment_fee", given.commitment_fee or 0) * (given.period / (1 * year))
  local upfront = share("construction", "upfront_fee", given.upfront_fee or 0)
  local function run(commitment, scale)
    local balance, draws, interest, fees = 0 * USD, {}, 0 * USD, commitment * upfront
    for n, capex in ipairs(given.capex) do
      local cost, unused = balance * i, (commitment - balance) * fee
      interest, fees = interest + cost, fees + unused
      draws[n] = gearing * (scale * capex + cost + unused + (n == 1 and commitment * upfront or 0 * USD))
      balance = balance + draws[n]
    end
    return balance, draws, interest, fees
  end
  local a0 = run(0 * USD, 1)
  local a1 = run(1 * USD, 0) / (1 * USD)
  if a1 >= 1 then error("construction: fees and interest alone would draw the whole debt (" .. string.format("%.3g", a1) .. " of each dollar); lower them or the gearing", 2) end
  local size, binding = a0 / (1 - a1), "gearing"
  if given.at_most and given.at_most < size then
    error("construction: a gearing of " .. 100 * gearing .. " % needs " .. size:format("%.1f", MUSD) .. " of debt, but lenders give at most "
      .. given.at_most:format("%.1f", MUSD) .. "; what binds is the lenders' limit: lower `gearing`", 2)
  end
  local _, draws, interest, fees = run(size, 1)
  local uses = interest + fees
  for _, capex in ipairs(given.capex) do uses = uses + capex end
  return { debt = size, equity = uses - size, uses = uses, interest = interest, fees = fees, draws = draws, binding = binding }
end

-- Companies -----------------------------------------------------------------------------------------------------------

local Company = {}
Company.__index = Company

Company.__tostring = function(c)
  local lines = { "company " .. c.name .. ", pays in this order: " .. table.concat(c.waterfall, ", ") }
  for _, x in ipairs(c.contracts) do lines[#lines + 1] = "  " .. tostring(x) end
  for _, x in ipairs(c.debts) do lines[#lines + 1] = "  " .. tostring(x) end
  return table.concat(lines, "\n")
end

local companyFields = {
  "contracts", "debts", "waterfall", "cash", "minimum_cash", "uses", "equity", "tax", "covenants", "lock_up", "patience", "stream",
}
local covenantNames = { "dscr", "leverage", "liquidity", "llcr" }

-- Tax depreciation of an asset by year (MACRS, half-year convention, IRS tables A-1), for `tax = { depreciation = ... }`.
local macrs = {
  [5] = { 0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576 },
  [7] = { 0.1429, 0.2449, 0.1749, 0.1249, 0.0893, 0.0892, 0.0893, 0.0446 },
  [15] = { 0.05, 0.095, 0.0855, 0.077, 0.0693, 0.0623, 0.059, 0.059, 0.0591, 0.059, 0.0591, 0.059, 0.0591, 0.059, 0.0591, 0.0295 },
}

local function taxes(what, given)
  checked(what .. ": tax", given, { "rate", "basis", "life", "carry" }, { "rate" })
  local list = given.life and macrs[given.life]
  if given.life and not list then error(what .. ": tax: there are MACRS tables for a life of 5, 7 and 15 years, not " .. shown(given.life), 4) end
  return { rate = share(what, "tax rate", given.rate), basis = given.basis or 0 * USD, years = list or {}, carry = share(what, "tax carry", given.carry or 0.8) }
end

local company = named("company", function(name, given)
  local what = "company " .. name
  checked(what, given, companyFields, { "waterfall" })
  local debts, ranks = given.debts or {}, {}
  local total = 0 * USD
  for _, d in ipairs(debts) do
    if ranks[d.name] then error(what .. ": two debts are called " .. d.name, 3) end
    ranks[d.name] = "debt"
    total = total + d.principal
  end
  for _, d in ipairs(debts) do ranks[d.rank] = ranks[d.rank] or "rank" end
  if given.uses and total > given.uses * (1 + 1e-9) then
    local parts = {}
    for k, d in ipairs(debts) do parts[k] = d.name .. " " .. d.principal:format("%.1f", MUSD) end
    error(what .. ": debts of " .. total:format("%.1f", MUSD) .. " (" .. table.concat(parts, ", ") .. ") are more than its uses of " .. given.uses:format("%.1f", MUSD), 3)
  end
  local known = { opex = true, tax = true, reserve = true, sweep = true, equity = true }
  local seen, covered = {}, {}
  for k, line in ipairs(given.waterfall) do
    if seen[line] then error(what .. ": the waterfall pays `" .. line .. "` twice, at " .. seen[line] .. " and " .. k, 3) end
    if not known[line] and not ranks[line] then
      local names = { "opex", "tax", "reserve", "sweep", "equity" }
      for r in pairs(ranks) do names[#names + 1] = r end
      error(what .. ": the waterfall pays `" .. tostring(line) .. "`, which there is not; " .. nearest(tostring(line), names) .. "it may pay " .. table.concat(names, ", "), 3)
    end
    if seen.equity then error(what .. ": the waterfall pays `" .. line .. "` after equity has had the rest", 3) end
    seen[line] = k
    for _, d in ipairs(debts) do
      if d.name == line or d.rank == line then
        if covered[d.name] then error(what .. ": the waterfall pays debt " .. d.name .. " twice, as `" .. covered[d.name] .. "` and as `" .. line .. "`", 3) end
        covered[d.name] = line
      end
    end
  end
  for _, d in ipairs(debts) do
    if not covered[d.name] then error(what .. ": the waterfall never pays debt " .. d.name .. "; put its name or its rank (`" .. d.rank .. "`) into it", 3) end
  end
  if not seen.opex then error(what .. ": the waterfall never pays `opex`", 3) end
  local covenants = {}
  for k, c in pairs(given.covenants or {}) do
    local found = false
    for _, n in ipairs(covenantNames) do found = found or n == k end
    if not found then error(what .. ": there is no ratio `" .. tostring(k) .. "` to covenant; " .. nearest(tostring(k), covenantNames) .. "there are " .. table.concat(covenantNames, ", "), 3) end
    if k ~= "liquidity" and #debts == 0 then error(what .. ": a covenant on " .. k .. " needs a debt: without one the ratio is not defined", 3) end
    checked(what .. ": covenant " .. k, c, { "at_least", "at_most", "for_steps", "cure", "window", "plan" }, {})
    if (c.at_least == nil) == (c.at_most == nil) then error(what .. ": covenant " .. k .. " needs either at_least or at_most", 3) end
    if k == "llcr" and not c.plan then error(what .. ": covenant llcr needs `plan`, the cash flow for debt service planned for each step", 3) end
    covenants[k] = {
      window = c.window, plan = c.plan,
      options = { at_least = c.at_least, at_most = c.at_most, for_steps = c.for_steps or 1, cure = c.cure or 0 },
    }
  end
  return setmetatable({
    name = name, contracts = given.contracts or {}, debts = debts, waterfall = given.waterfall,
    cash = money(what, "cash", given.cash or 0), minimum_cash = money(what, "minimum_cash", given.minimum_cash or 0),
    equity = money(what, "equity", given.equity or 0), tax = given.tax and taxes(what, given.tax), covenants = covenants,
    lock_up = given.lock_up, patience = given.patience or 1, stream = given.stream or "equity",
  }, Company)
end)

-- The books of a company: balances, and the flows of the latest period.
function Company:state()
  local s = {
    cash = self.cash, reserve = 0 * USD, tax_loss = 0 * USD, missed = 0, failed = false,
    revenue = 0 * USD, opex = 0 * USD, capex = 0 * USD, tax = 0 * USD, drawn = 0 * USD, interest = 0 * USD, principal = 0 * USD,
    short = 0 * USD, service = 0 * USD, swept = 0 * USD, dividend = 0 * USD, debt = 0 * USD, debts = {}, contracts = {},
  }
  for k, d in ipairs(self.debts) do
    s.debts[k] = d:state()
    s.debt = s.debt + s.debts[k].balance
  end
  for k, c in ipairs(self.contracts) do s.contracts[k] = c:state() end
  return s
end

-- At time 0: equity pays in; what contracts pay in advance comes in.
function Company:start(s)
  if self.equity > 0 * USD then pay(self.stream, -1 * self.equity) end
  for _, c in ipairs(self.contracts) do
    if c.prepaid > 0 then s.cash = s.cash + c:advance() end
  end
end

-- Pays min(what is due, what is left), then from the reserve; gives what is left, and what was paid.
local function served(due, left, s)
  local paid = min(due, left)
  local drawn = min(due - paid, s.reserve)
  s.reserve = s.reserve - drawn
  return left - paid, paid + drawn
end

-- One period; a company that has failed goes on, for its lenders: it distributes nothing. `given` may have `revenue` (besides the contracts'), `opex`, `capex` (beyond what debts fund when drawn), `f` (for
-- floating rates), and by name of each contract what its `step` takes. Gives the cash flow available for debt service.
function Company:step(s, t, given)
  local received = given.revenue or 0 * USD
  for k, c in ipairs(self.contracts) do received = received + c:step(s.contracts[k], t, given[c.name] or {}) end
  s.revenue = received
  s.opex = given.opex or 0 * USD
  s.capex = given.capex or 0 * USD
  -- What is due.
  local interest, service = 0 * USD, 0 * USD
  s.drawn = 0 * USD
  for k, d in ipairs(self.debts) do
    local b = s.debts[k]
    b.interest = d:interest(b, t, given.f)
    b.due = b.interest + min(d:repaid(b, t, given.f), b.balance)
    interest = interest + b.interest
    service = service + b.due
    local drawn = d:drawn(t)
    b.balance = b.balance + drawn
    s.drawn = s.drawn + drawn
  end
  s.service = service
  s.tax = 0 * USD
  if self.tax then
    local depreciation = self.tax.basis * (self.tax.years[math.ceil(t.years - 1e-9)] or 0) * t.dt_years
    local profit = received - s.opex - interest - depreciation
    local gain = max(0 * USD, profit)
    local used = min(s.tax_loss, self.tax.carry * gain)
    s.tax_loss = s.tax_loss + max(0 * USD, -1 * profit) - used
    s.tax = self.tax.rate * (gain - used)
  end
  local available = received - s.opex - s.tax
  -- Down the waterfall.
  local left = s.cash + received + s.drawn
  s.interest, s.principal, s.short, s.swept, s.dividend = 0 * USD, 0 * USD, 0 * USD, 0 * USD, 0 * USD
  for _, line in ipairs(self.waterfall) do
    if line == "opex" then
      local due = s.opex + s.capex
      local paid = min(due, left)
      s.short = s.short + (due - paid)
      left = left - paid
    elseif line == "tax" then
      local paid = min(s.tax, left)
      s.short = s.short + (s.tax - paid)
      left = left - paid
    elseif line == "reserve" then
      local target = 0 * USD
      for k, d in ipairs(self.debts) do
        if d.reserve > 0 * month then target = target + (d.reserve / t.dt) * s.debts[k].due end
      end
      local free = max(0 * USD, s.reserve - target)
      local filled = min(max(0 * USD, target - s.reserve), left)
      s.reserve = s.reserve - free + filled
      left = left + free - filled
    elseif line == "sweep" then
      for k, d in ipairs(self.debts) do
        if d.sweep > 0 then
          local b = s.debts[k]
          local swept = min(d.sweep * max(0 * USD, left - self.minimum_cash), b.balance)
          b.balance = b.balance - swept
          s.swept = s.swept + swept
          left = left - swept
        end
      end
    elseif line == "equity" then
      -- What a guarantor has paid for good repays debt before anything is distributed.
      local fees = 0 * USD
      for k in ipairs(self.contracts) do fees = fees + s.contracts[k].fee end
      for _, name in ipairs(self.waterfall) do
        for k, d in ipairs(self.debts) do
          if d.name == name or d.rank == name then
            local b = s.debts[k]
            local early = min(min(fees, left), b.balance)
            b.balance = b.balance - early
            s.swept = s.swept + early
            fees = fees - early
            left = left - early
          end
        end
      end
      local dividend = max(0 * USD, left - self.minimum_cash)
      if self.lock_up and available < self.lock_up * service then dividend = 0 * USD end
      if s.failed or s.missed > 0 or s.short > 0 * USD then dividend = 0 * USD end
      s.dividend = dividend
      left = left - dividend
      pay(self.stream, dividend)
    else
      for k, d in ipairs(self.debts) do
        if d.name == line or d.rank == line then
          local b = s.debts[k]
          local paid
          left, paid = served(b.due, left, s)
          -- Interest goes before principal; what is not paid of it is added to the debt.
          local toInterest = min(paid, b.interest)
          b.principal = paid - toInterest
          b.missed = b.due - paid
          b.balance = b.balance - b.principal + (b.interest - toInterest)
          s.interest = s.interest + toInterest
          s.principal = s.principal + b.principal
          s.short = s.short + b.missed
        end
      end
    end
  end
  s.cash = left
  s.debt = 0 * USD
  for k in ipairs(self.debts) do s.debt = s.debt + s.debts[k].balance end
  if s.short > 1 * USD then s.missed = s.missed + 1 else s.missed = 0 end
  if s.missed >= self.patience then s.failed = true end
  self:test(s, t, available, service)
  return available
end

-- Reads the covenants, as limits of the model.
function Company:test(s, t, available, service)
  local c = self.covenants
  if c.dscr then
    local n = c.dscr.window or 1
    local ratio = n > 1 and cover(trailing(self.name .. " cash for service", available, n), trailing(self.name .. " service", service, n))
      or cover(available, service)
    limit(self.name .. " DSCR", ratio, c.dscr.options)
  end
  if c.leverage then
    local n = c.leverage.window or 4
    local ratio = cover(s.debt, max(1 * USD, trailing(self.name .. " EBITDA", s.revenue - s.opex, n)))
    limit(self.name .. " leverage", ratio, c.leverage.options)
  end
  if c.liquidity then
    limit(self.name .. " liquidity", s.cash, c.liquidity.options)
  end
  if c.llcr then
    limit(self.name .. " LLCR", cover(c.llcr.plan[t.index] or 0 * USD, s.debt), c.llcr.options)
  end
end

-- What lenders would lose if the company ended now and `assets` were sold: debts in the order of the waterfall.
function Company:recovered(s, assets)
  local left, lost = assets + s.cash + s.reserve, 0 * USD
  for _, line in ipairs(self.waterfall) do
    for k, d in ipairs(self.debts) do
      if d.name == line or d.rank == line then
        local got = min(left, s.debts[k].balance)
        left = left - got
        lost = lost + s.debts[k].balance - got
      end
    end
  end
  return lost, left
end

local statementLines = {
  { "revenue", "revenue" }, { "operating cost", "opex" }, { "tax", "tax" }, { "capital cost", "capex" }, { "debt drawn", "drawn" },
  { "interest", "interest" }, { "principal", "principal" }, { "swept", "swept" }, { "dividend", "dividend" }, { "not paid", "short" },
  { false, "service" }, { "cash", "cash", true }, { "reserve", "reserve", true }, { "debt", "debt", true },
}

local function pad(text, width) return string.rep(" ", width - #text) .. text end

-- A path's books by year, as text. `which`: { path = 17 }, or { median = "npv" } (of an output, among the first thousand paths).
function Company:statement(result, which)
  which = which or {}
  local path = which.path
  local title = self.name
  if which.median then
    local rows = result:samples { which.median, first = math.min(1000, result.trials) }
    table.sort(rows, function(a, b) return a[which.median] < b[which.median] end)
    local middle = rows[(#rows + 1) // 2][which.median]
    local unsorted = result:samples { which.median, first = #rows }
    for k, row in ipairs(unsorted) do
      if row[which.median] == middle then path = path or k - 1 end -- paths count from 0
    end
    title = title .. ", the path whose " .. which.median .. " is the median of the first " .. #rows .. ": " .. shown(middle)
  end
  if not path then error("statement needs a path: statement(result, { path = 17 }) or statement(result, { median = \"npv\" })", 2) end
  local steps = result:path(path)
  local prefix = which.state and which.state .. "." or ""
  if prefix == "" then
    for k in pairs(steps[0]) do
      if type(k) == "string" and k:sub(-9) == ".tax_loss" then prefix = k:sub(1, -9) end
    end
  end
  if steps[0][prefix .. "cash"] == nil then error("statement: the model's state has no books; declare state = { books = company:state() }", 2) end
  local years, columns = {}, {}
  local n = 1
  while steps[n] do
    local y = math.ceil(steps[n].years - 1e-9)
    if not columns[y] then
      columns[y] = {}
      years[#years + 1] = y
    end
    for _, line in ipairs(statementLines) do
      local x = steps[n][prefix .. line[2]]
      columns[y][line[2]] = (line[3] or not columns[y][line[2]]) and x or columns[y][line[2]] + x
    end
    n = n + 1
  end
  local text = { title, "path " .. path .. ", MUSD" }
  local head = pad("year", 16)
  for _, y in ipairs(years) do head = head .. pad(tostring(y), 9) end
  text[#text + 1] = head
  for _, line in ipairs(statementLines) do
    local row, any = pad(line[1] or "", 16), false
    for _, y in ipairs(years) do
      local x = columns[y][line[2]]:to(MUSD)
      any = any or math.abs(x) > 0.05
      row = row .. pad(math.abs(x) > 0.05 and string.format("%.1f", x) or "", 9)
    end
    if any and line[1] then text[#text + 1] = row end
  end
  local row, any = pad("cover", 16), false
  for _, y in ipairs(years) do
    local c = columns[y]
    local service = c.service:to(MUSD)
    local ratio = service > 0.05 and (c.revenue - c.opex - c.tax):to(MUSD) / service
    any = any or ratio
    row = row .. pad(ratio and string.format("%.2f", ratio) or "", 9)
  end
  if any then text[#text + 1] = row end
  for k = 1, n - 1 do
    if steps[k][prefix .. "failed"] then
      text[#text + 1] = pad("fails", 16) .. " in step " .. k
      break
    end
  end
  return table.concat(text, "\n")
end

return {
  annuity = annuity, backstop = backstop, bullet = bullet, company = company, construction = construction, contract = contract,
  debt = debt, linear = linear, sculpted = sculpted,
}
