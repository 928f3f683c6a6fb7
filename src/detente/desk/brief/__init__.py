"""The brief as files: one page, drawn as self-contained HTML and as tagged PDF."""
