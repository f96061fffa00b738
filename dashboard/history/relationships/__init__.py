"""Who stands how close now, and who comforts whom."""
