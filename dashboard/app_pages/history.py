from dashboard.history.screen import render
from dashboard.workspace import current

render(current())
