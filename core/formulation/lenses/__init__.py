"""Other ways to look at the same map. Each lens files the map's own nodes into its slots."""
