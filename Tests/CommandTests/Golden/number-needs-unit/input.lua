local cash = 250 * MUSD
print(cash - 10)
