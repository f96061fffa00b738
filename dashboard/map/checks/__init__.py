"""What the formulation has and what is missing: a completeness aid."""
