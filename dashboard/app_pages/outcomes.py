from dashboard.outcomes.screen import render
from dashboard.workspace import current

render(current())
