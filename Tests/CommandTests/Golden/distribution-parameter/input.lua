local pue = triangular "PUE" { min = 1.12, mode = 1.52, max = 1.45 }
print(pue)
