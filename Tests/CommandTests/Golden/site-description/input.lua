-- The second phase is earlier than the first.
local home = site "Home" {
  grid = 750 * MW, tariff = tariff { energy = 42 * USD/MWh },
  energised = { { date = "2026-12-01", power = 200 * MW }, { date = "2025-12-01", power = 750 * MW } },
}
