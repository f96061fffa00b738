from dashboard.client.screen import render
from dashboard.workspace import current

render(current())
