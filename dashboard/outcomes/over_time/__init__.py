"""All measures stacked on one time axis, and what each number is."""
