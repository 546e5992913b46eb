local chip = catalog.chip "trainum3"
print(chip)
