"""How figures are printed in prose: the vocabulary and the patterns made from it."""
