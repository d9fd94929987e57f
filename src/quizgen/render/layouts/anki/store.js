// What the front tells the back: by the page where it lives on, else by the session.
function remember(state) {
  window.quizgenState = state;
  try {
    sessionStorage.removeItem("quizgen");
    sessionStorage.setItem("quizgen", JSON.stringify(state));
  } catch (error) { return false; }
  return true;
}
function recall(key) {
  var state = window.quizgenState;
  if (!state || state.key !== key) {
    try { state = JSON.parse(sessionStorage.getItem("quizgen")); } catch (error) { state = null; }
  }
  return state && state.key === key ? state : null;
}
