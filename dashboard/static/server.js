// Where the server is. Without it Streamlit looks below the address of a deep link first, finds nothing and complains.
// And nobody around this page may steer it: each message would be held against all the places Streamlit is hosted at.
window.__streamlit = {
  BACKEND_BASE_URL: new URL(".", document.baseURI).href,
  HOST_CONFIG: { allowedOrigins: ["https://nobody.invalid"] },
};
