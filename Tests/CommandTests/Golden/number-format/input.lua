print((5 * MW):format("%d MW", MW))
