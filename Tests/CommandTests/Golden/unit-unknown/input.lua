print(quantity "98 USD/MWhh")
