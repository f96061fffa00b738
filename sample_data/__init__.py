"""Six invented cases as readable YAML. Any likeness to a real person is chance."""
