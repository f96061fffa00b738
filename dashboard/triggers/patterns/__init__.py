"""What recurs in the diary."""
