local leaves = bernoulli "tenant leaves" { p = 1.5 }
print(leaves)
