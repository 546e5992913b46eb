print(quantity "55 USD/PH/day")
