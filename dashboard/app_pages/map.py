from dashboard.map.screen import render
from dashboard.workspace import current

render(current())
