local x = pert "build cost" { min = 9 * MUSD/MW }
print(x)
