local r = simulate { trials = 100, outputs = { x = uniform "x" { min = 0, max = 1 } } }
r:save "run.xlsx"
