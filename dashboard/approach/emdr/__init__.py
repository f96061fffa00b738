"""The worksheet of EMDR: targets, sets, phases."""
