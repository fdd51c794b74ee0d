"""What the dashboard is held against: a page of FUNNEL_BENCHMARK_ELEMENTS lines of text and nothing behind them."""

import os
import time

import streamlit as st

started = time.thread_time()
chosen = st.selectbox("Chosen", [f"option {number}" for number in range(20)])
for number in range(int(os.environ.get("FUNNEL_BENCHMARK_ELEMENTS", "100"))):
    st.markdown(f"{chosen} {st.query_params.get('period', '')} {number}")
st.session_state["spent"] = (time.thread_time() - started) * 1000
