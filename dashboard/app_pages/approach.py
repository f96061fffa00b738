from dashboard.approach.screen import render
from dashboard.workspace import current

render(current())
