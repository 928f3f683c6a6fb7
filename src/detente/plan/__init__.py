"""In what order, by when: phased plans, whether they are well formed, can be carried out, and would hold."""
