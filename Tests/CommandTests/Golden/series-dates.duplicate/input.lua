local data = csv "prices.csv"
print(data)
