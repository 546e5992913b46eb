local data = csv("prices.csv", { unit = "USD" })
print(data.price_usd_per_mwh:mean())
