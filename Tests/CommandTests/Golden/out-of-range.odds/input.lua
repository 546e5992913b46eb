local o = odds { google = 87 * percent, other = 12 * percent }
print(o)
