var card = document.querySelector(".quiz.typed");
var key = card.getAttribute("data-key");
var box = document.getElementById("typeans");
if (card.getAttribute("data-side") === "front") {
  remember({ key: key, typed: "" });
  if (box) {
    box.addEventListener("input", function () { remember({ key: key, typed: box.value }); });
  }
} else {
  judge(recall(key));
}

// Anki compares letter by letter with one answer; here any accepted one will do.
function judge(state) {
  if (!state || !state.typed) { return; }
  var accepted = card.querySelector(".accepted");
  var answers = [card.querySelector(".answer").textContent];
  if (accepted) {
    accepted.innerHTML.split(/<br\s*\/?>/i).forEach(function (html) {
      var holder = document.createElement("span");
      holder.innerHTML = html;
      answers.push(holder.textContent);
    });
  }
  var right = answers.map(folded).indexOf(folded(state.typed)) >= 0;
  var verdict = card.querySelector(".verdict");
  verdict.textContent = (right ? "✓ " : "✗ ") + verdict.getAttribute(right ? "data-right" : "data-wrong");
  verdict.classList.add(right ? "is-right" : "is-wrong");
  if (right) { card.classList.add("answered"); }
}
function folded(text) {
  var forgive = card.getAttribute("data-forgive") || "";
  var flat = text.normalize("NFC").replace(/\s+/g, " ").trim();
  if (forgive.indexOf("accents") >= 0) { flat = flat.normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  return forgive.indexOf("case") >= 0 ? flat.toLocaleLowerCase() : flat;
}
