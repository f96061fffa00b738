"""Sample clients in and out."""
