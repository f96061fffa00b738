"""The encrypted store. The only place that imports duckdb."""
