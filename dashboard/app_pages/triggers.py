from dashboard.triggers.screen import render
from dashboard.workspace import current

render(current())
