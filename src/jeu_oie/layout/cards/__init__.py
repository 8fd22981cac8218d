"""Cards of A7: measured parts (``parts``), what of a card stands (``fit``), fronts, backs and the stamp card."""
