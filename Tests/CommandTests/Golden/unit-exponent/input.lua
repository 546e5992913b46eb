local p = 5 * MW
print(p ^ 0.123456)
