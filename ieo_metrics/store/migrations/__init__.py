"""How an older store becomes one of this version: one file a step, the oldest first. Each step is one
transaction."""
