local function f(x)
  if x > 1 then
    return x
  print(f(2))
