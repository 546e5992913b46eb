return { rate = 0.1 }
