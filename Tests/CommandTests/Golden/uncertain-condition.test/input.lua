local wins = gt(normal "x" { mean = 0, sd = 1 }, 0)
local prize = wins and 10 or 0
print(prize)
