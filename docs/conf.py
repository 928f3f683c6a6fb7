"""How the documentation is built: Sphinx with MyST pages, the furo theme, and docstrings of the code."""

import detente

project = "detente"
author = "The detente developers"
project_copyright = "The detente developers, Apache-2.0"
release = version = detente.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_static"]
myst_enable_extensions = ["smartquotes"]
myst_heading_anchors = 3
default_role = "code"  # docstrings mark code with single backticks
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
html_theme = "furo"
html_title = "detente"
html_static_path = ["_static"]
html_copy_source = False
html_show_sphinx = False
