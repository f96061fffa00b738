"""Who needs attention, and why."""
