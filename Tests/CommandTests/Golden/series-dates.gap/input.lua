local data = csv "prices.csv"
print(data.close_usd)
