local x = normal { mean = 5 * MW, sd = 1 * USD }
print(x)
