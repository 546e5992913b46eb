local x = normal { mean = 5, sd = 1 }
print(x:quantile(1.5))
