local lib = import "lib.lua"
lib.rate = 0.2
