"""The Streamlit script: the frame around every page, and the way between them."""

from pathlib import Path

import streamlit as st

from dashboard import frame, workspace

# The icon is our own file: Streamlit fetches a named icon from a font server far away.
st.set_page_config(
    page_title="Havenline",
    page_icon=Path(__file__).with_name("icon.png"),
    layout="wide",
    initial_sidebar_state=230,
)
frame.around(workspace.start_run())
