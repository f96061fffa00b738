"""Who: clients and couples."""
