"""Where people see it: views of a case, and the faces that show them."""
