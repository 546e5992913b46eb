local x = normal { mean = 5, sdd = 1 }
print(x)
