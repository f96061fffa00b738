"""What is known: claims about attachment and the brain, each with its status."""
