local lib = import "missing.lua"
print(lib)
