local t = {}
local text = string.rep("x", 1000000)
for i = 1, 1e6 do t[i] = text .. i end
print(#t)
