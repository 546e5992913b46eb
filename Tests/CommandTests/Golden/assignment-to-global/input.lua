capex = 1.4 * BUSD
print(capex)
