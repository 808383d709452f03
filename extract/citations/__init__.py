"""How a citation is read off the page: number and symbol, what stands before, what stands after."""
