"""In what order, by when: phased plans, whether each side would go on, and whether the dates can be kept."""
