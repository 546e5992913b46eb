local p = 5 * MW
if p == 5 then print("five") end
