local __test = 1
print(__test)
