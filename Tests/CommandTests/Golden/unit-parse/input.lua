print(quantity "1,400 MUSD")
