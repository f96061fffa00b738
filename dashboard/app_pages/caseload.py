from dashboard.caseload.screen import render
from dashboard.workspace import current

render(current())
