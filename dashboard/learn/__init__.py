"""What is known, each claim with its status."""
