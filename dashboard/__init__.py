"""Sales funnel dashboard: CRM exports to a DuckDB copy, SQL views, and pages to read them."""
