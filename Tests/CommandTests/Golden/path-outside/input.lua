local lib = import "../lib.lua"
print(lib)
