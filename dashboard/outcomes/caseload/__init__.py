"""First and latest scores of the caseload on one picture."""
