local load = 900 * MW
local grid = 750 * MW
if load > grid then error("the load is above the grid") end
