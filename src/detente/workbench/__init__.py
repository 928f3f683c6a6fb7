"""One short function for each act of a mediator: load, compute, keep. Clock and seed enter only here."""
