local site = {}
print(site.power.peak)
