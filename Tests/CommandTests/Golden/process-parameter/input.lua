local power = ou { start = 42 * USD/MWh, level = -5 * USD/MWh, reversion = 2 / year, volatility = 40 * percent }
