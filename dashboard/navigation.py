"""The Streamlit script: the frame around every page, and the way between them."""

import streamlit as st

from dashboard import frame, workspace

st.set_page_config(
    page_title="Havenline",
    page_icon=frame.ICON,
    layout="wide",
    initial_sidebar_state=230,
)
frame.around(workspace.start_run(), frame.pages())
