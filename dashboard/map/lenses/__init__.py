"""Other ways to look at the same map: 5 Ps, EFT cycle, IFS parts, EMDR, functional, client."""
