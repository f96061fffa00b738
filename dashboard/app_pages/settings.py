from dashboard.settings.screen import render
from dashboard.workspace import current

render(current())
