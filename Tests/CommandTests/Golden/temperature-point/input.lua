local t = degC(35)
print(2 * t)
