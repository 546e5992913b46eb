local cost = 42 * USDD/MWh
print(cost)
