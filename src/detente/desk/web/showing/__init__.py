"""What each page shows: acts of the workbench put into pages by views, for the copy of the case its viewer may have."""
