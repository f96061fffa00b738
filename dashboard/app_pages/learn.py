from dashboard.learn.screen import render
from dashboard.workspace import current

render(current())
