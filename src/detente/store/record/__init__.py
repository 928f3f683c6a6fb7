"""The record: entries that are only ever added to, kept so that none is lost and none is changed unseen."""
