"""The web page: one file per panel in `panels/`, plain functions in `handlers.py` and `talk.py`.

Only `page.py` and the panels know gradio; `render.py` makes all HTML, with everything escaped.
Gradio's call home is switched off here, because it is decided while gradio is imported.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
