"""What helps: the client's own record, then the evidence."""
