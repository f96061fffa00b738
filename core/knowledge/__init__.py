"""What is known: statements about attachment and the brain, each with its status; scenes,
strategies and sheets for clients that rest on them."""
