local x = normal(5, 1)
print(x)
