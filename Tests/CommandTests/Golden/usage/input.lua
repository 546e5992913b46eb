print(setting("capex", 1.4 * BUSD))
