// Where the server is. Without it Streamlit looks below the address of a deep link first, finds nothing and complains.
window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.baseURI).href };
