"""A plan played into ledgers that might be written: studies under stated assumptions, never forecasts."""
