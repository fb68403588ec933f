"""How well each programme can be evaluated, by the same questions for all."""
