-- "Four times faster at the same energy": what of it is the chip, what the system, and what must be true of the watts?

local old_chip, new_chip = catalog.chip "trainium2", catalog.chip "trainium3"
local old_sys, new_sys   = catalog.system "trn2-ultraserver", catalog.system "trn3-ultraserver"
local story              = catalog.entity "coindesk-2025-12"

-- 1. Facts: the ratio of published figures, taken apart into more chips and faster chips.
local function line(name, old, new, chips)
  local ratio = new / old
  print(string.format("%-22s %12s -> %-12s %5.2f x%s", name, tostring(old), tostring(new), ratio,
    chips and string.format("  = %.2f x chips, %.2f x per chip", chips, ratio / chips) or ""))
  return ratio
end
local chips = new_sys.chips / old_sys.chips
print(string.format("claimed: %g x, with %g chips in a system (%g before)",
  story.trainium3_speedup, new_sys.chips, old_sys.chips))
print "per UltraServer"
local fp8  = line("  FP8, dense", old_sys.fp8_dense, new_sys.fp8_dense, chips)
local bf16 = line("  BF16, dense", old_sys.bf16_dense, new_sys.bf16_dense, chips)
line("  memory bandwidth", old_sys.hbm_bw, new_sys.hbm_bw, chips)
line("  memory", old_sys.hbm, new_sys.hbm, chips)
print "per chip"
line("  FP8, dense", old_chip.fp8_dense, new_chip.fp8_dense)
line("  BF16, dense", old_chip.bf16_dense, new_chip.bf16_dense)
line("  memory bandwidth", old_chip.hbm_bw, new_chip.hbm_bw)

-- 2. Assumptions: Amazon publishes no watts. Ranges around what trade press and analysts say; the share of a system's
--    power that is not chips (hosts, switches, fans, pumps) is the same idea for both generations.
local old_watts = triangular "Trainium2 power" { min = 400 * W, mode = old_chip.power, max = 600 * W }
local new_watts = triangular "Trainium3 power" { min = 750 * W, mode = new_chip.power, max = 1200 * W }
local old_rest  = triangular "Trn2 system overhead" { min = 0.25, mode = 0.40, max = 0.60 }
local new_rest  = triangular "Trn3 system overhead" { min = 0.20, mode = 0.35, max = 0.55 }
-- Large jobs mix precisions: the share of time that runs in FP8 decides between the two ratios.
local in_fp8    = uniform "share in FP8" { min = 0, max = 1 }

local old_power = old_sys.chips * old_watts * (1 + old_rest)
local new_power = new_sys.chips * new_watts * (1 + new_rest)
local speed     = 1 / ((1 - in_fp8) / bf16 + in_fp8 / fp8)       -- old time is 1; each part shrinks by its own ratio
local per_watt  = speed * old_power / new_power

local r = simulate {
  trials = 1e6, seed = 20251202,
  outputs = {
    old_system_power = old_power,
    new_system_power = new_power,
    speed_up         = speed,
    speed_per_watt   = per_watt,
    fp8_per_watt     = fp8 * old_power / new_power,
    claim_4x_speed   = ge(speed, story.trainium3_speedup),
    claim_same_power = le(new_power, old_power),
    claim_both       = all_of(ge(speed, story.trainium3_speedup), le(new_power, old_power)),
    better_per_watt  = gt(per_watt, 1),
  },
}
print()
print(r)
print(r:drivers "speed_per_watt")

-- 3. What must be true for the claim to hold.
local needed = (old_sys.chips * old_chip.power) / new_sys.chips
print("for the same power with as much overhead, a Trainium3 chip may draw at most " .. needed:format("%.0f", W)
  .. ", against the " .. new_chip.power:format("%.0f", W) .. " reported")
