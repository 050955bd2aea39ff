"""What charts say: limits of chance, signals, funnels, survival. Numbers in, numbers out."""
