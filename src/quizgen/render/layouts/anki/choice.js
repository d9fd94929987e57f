var card = document.querySelector(".quiz.choice");
var list = card.querySelector(".options");
var key = card.getAttribute("data-key");
var front = card.getAttribute("data-side") === "front";
var items = {};
Array.prototype.forEach.call(list.children, function (item) {
  items[item.getAttribute("data-number")] = item;
});

// Anew at each review where front and back can talk; else the same all day, so that they agree.
function shuffled(random) {
  var order = Object.keys(items);
  for (var i = order.length - 1; i > 0; i--) {
    var j = Math.floor(random() * (i + 1));
    var kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}
function ofToday() {
  var seed = Math.floor(Date.now() / 86400000);
  for (var i = 0; i < key.length; i++) { seed = (seed * 31 + key.charCodeAt(i)) % 2147483647; }
  return function () { seed = (seed * 48271) % 2147483647; return seed / 2147483647; };
}
function arrange(order) {
  order.forEach(function (number, place) {
    var item = items[number];
    item.querySelector(".mark").textContent = place + 1;
    list.appendChild(item);
  });
}

var state = front ? null : recall(key);
if (front) {
  state = { key: key, order: [], chosen: "" };
  state.order = shuffled(remember(state) ? Math.random : ofToday());
  remember(state);
}
arrange(state ? state.order : shuffled(ofToday()));
card.classList.add("scripted");

function isChosen(number) { return state !== null && state.chosen.split(",").indexOf(number) >= 0; }

// Where the card says that several are right, each is chosen, and given back, by itself.
function choose(number) {
  var several = card.querySelector(".how") !== null;
  var giveBack = several && isChosen(number);
  state.chosen = Object.keys(items).filter(function (each) {
    return each === number ? !giveBack : several && isChosen(each);
  }).join(",");
  remember(state);
  Object.keys(items).forEach(function (each) {
    var button = items[each].querySelector("button");
    button.setAttribute("aria-pressed", isChosen(each) ? "true" : "false");
    button.blur();
  });
}
if (front) {
  Object.keys(items).forEach(function (number) {
    items[number].querySelector("button").addEventListener("click", function () { choose(number); });
  });
  window.quizgenChoose = choose;
} else {
  Object.keys(items).filter(isChosen).forEach(function (number) { items[number].classList.add("chosen"); });
}
if (!front) {
  var right = card.getAttribute("data-right").split(",");
  Object.keys(items).forEach(function (number) {
    var said = [];
    if (items[number].classList.contains("chosen")) { said.push(list.getAttribute("data-said-chosen")); }
    if (right.indexOf(number) >= 0) { said.push(list.getAttribute("data-said-right")); }
    else if (said.length) { said.push(list.getAttribute("data-said-wrong")); }
    items[number].querySelector(".said").textContent = said.join(": ");
  });
}

// One listener for the life of the page: desktop Anki keeps it from card to card.
if (!window.quizgenKeys) {
  window.quizgenKeys = true;
  document.addEventListener("keydown", function (event) {
    var shown = document.querySelector(".quiz.choice[data-side=front] .options");
    var place = "123456".indexOf(event.key);
    if (!shown || place < 0 || event.ctrlKey || event.altKey || event.metaKey) { return; }
    var item = shown.children[place];
    if (item) { window.quizgenChoose(item.getAttribute("data-number")); }
  });
}
