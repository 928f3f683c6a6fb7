"""The workbench in a browser: pages made on the server, one viewer at a time, and the same values as JSON."""
