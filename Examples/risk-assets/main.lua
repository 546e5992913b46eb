-- In thirty days bitcoin lost 17 %, the CoinDesk 20 lost 19.3 %, and the Nasdaq-100 ended 1.5 % lower after being 7 % below
-- its high. How unusual is that under the joint dynamics of the last years, and given that it happened, what comes next?
--
-- Each market clusters its volatility (GARCH with t innovations) as fitted to its daily returns; innovations of one day are
-- correlated as fitted. The catalogue has the figures with their errors and the command that re-derives them from a CSV.
local btc, cd20, ndx = catalog.calibration "btc", catalog.calibration "cd20", catalog.calibration "ndx"
local rho = catalog.calibration "correlations"

-- Two assumptions: long-run drift is 8 % a year for all three, as what the last decade earned is no forecast; and volatility
-- returns to that of all days, as the fitted long-run level of a nearly integrated GARCH says nothing.
local function fitted(c)
  return garch {
    start = 1, drift = 8 * percent/year, volatility = c.gbm_volatility, alpha = c.garch_alpha, beta = c.garch_beta,
    df = c.garch_df,
  }
end

local DAYS = 30
local assets = model "risk assets" {
  step = 1 * day, steps = 2 * DAYS,
  factors = function() return market {
    btc = fitted(btc), cd20 = fitted(cd20), ndx = fitted(ndx),
    correlation = { btc = { cd20 = rho.btc_cd20, ndx = rho.btc_ndx }, cd20 = { ndx = rho.cd20_ndx } },
  } end,
  state = {
    high = 1.0, deepest = 0.0, at = { btc = 1.0, cd20 = 1.0, ndx = 1.0 }, last = { btc = 1.0, cd20 = 1.0, ndx = 1.0 },
    happened = false,
  },
  run = function(s, f, t)
    if t.index <= DAYS then
      s.high = max(s.high, f.ndx)
      s.deepest = min(s.deepest, f.ndx / s.high - 1)
    end
    if t.index == DAYS then
      s.at.btc, s.at.cd20, s.at.ndx = f.btc, f.cd20, f.ndx
      s.happened = f.btc <= 1 - 0.17 and f.cd20 <= 1 - 0.193 and f.ndx <= 1 - 0.015 and s.deepest <= -0.07
    end
    if t.last then s.last.btc, s.last.cd20, s.last.ndx = f.btc, f.cd20, f.ndx end
  end,
  finish = function(s)
    return {
      btc_fell_17 = s.at.btc <= 1 - 0.17, cd20_fell_19 = s.at.cd20 <= 1 - 0.193,
      ndx_was_7_down = s.deepest <= -0.07, all_of_it = s.happened,
      next_btc = s.last.btc / s.at.btc - 1, next_cd20 = s.last.cd20 / s.at.cd20 - 1, next_ndx = s.last.ndx / s.at.ndx - 1,
      next_btc_falls_again = s.last.btc / s.at.btc <= 1 - 0.17,
    }
  end,
}
local r = assets:simulate { trials = setting("trials", 2e5), seed = 1 }
print(r)
print(r:given "happened")
