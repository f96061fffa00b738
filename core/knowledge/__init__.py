"""What is known: statements about attachment and the brain, each with its status; scenarios,
strategies and handouts that rest on them."""
