"""How true an expectation felt over time."""
