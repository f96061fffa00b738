"""The map: from history to trigger to response to what helps."""
