"""The templates of the desk in a browser; the blocks of a page are drawn as in the brief."""
