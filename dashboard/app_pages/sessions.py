from dashboard.sessions.screen import render
from dashboard.workspace import current

render(current())
