local prices = { 10, 20, 30 }
local phase = discrete "phase" { values = { 1, 2 }, probabilities = { 0.5, 0.5 } }
print(prices[phase])
