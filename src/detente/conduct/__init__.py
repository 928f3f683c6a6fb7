"""What happened to a plan once it was alive: a record that is only added to, and where every obligation stands."""
