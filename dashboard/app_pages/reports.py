from dashboard.reports.screen import render
from dashboard.workspace import current

render(current())
