// Saves a page of scores as it is filled in. Each answer is kept on this device at once; those given
// one after another are sent together. What cannot be sent is tried again, under the same number, so
// that it counts once. The page works without this.

const PAUSE = 2000; // milliseconds without a new answer before those given are sent
const LONGEST = 4000; // milliseconds that an answer waits for others
const NEXT_TRY = [2, 5, 10, 20, 40, 60]; // seconds, the last of them for ever

const form = document.querySelector("form[data-draft]");
const drafts = draftsOf(form.dataset.draft);

// What a browser could not send, by the number of its page. A browser may refuse to keep anything.
function draftsOf(whose) {
  const prefix = `commonground-draft:${whose}`;
  return {
    read(number) {
      try { return JSON.parse(localStorage.getItem(prefix + number)) || {}; } catch { return {}; }
    },
    keep(number, fields) {
      try {
        if (Object.keys(fields).length) localStorage.setItem(prefix + number, JSON.stringify(fields));
        else localStorage.removeItem(prefix + number);
      } catch { /* then the page itself is all there is */ }
    },
    numbers() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
          .map((key) => key.slice(prefix.length));
      } catch { return []; }
    },
  };
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(text) {
  const place = form.querySelector("[data-state]");
  if (place.textContent !== text) place.textContent = text;
}

// Returns what the server answered; throws where it could not be reached or is not well.
async function post(address, fields) {
  const body = new URLSearchParams({
    ...fields, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
  });
  const answer = await fetch(address, {
    method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
  });
  const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  if (!isJson || answer.status >= 500) throw new Error(`answered ${answer.status}`);
  return { status: answer.status, ...(await answer.json()) };
}

// Sends what other pages of the same link could not.
async function sendOthers(own, addressOf) {
  for (const number of drafts.numbers().filter((one) => one !== own)) {
    const answer = await post(addressOf(number), { ...drafts.read(number), submission: newId() });
    if (answer.status !== 422) drafts.keep(number, {});
  }
}

function scorePage() {
  const number = form.dataset.number;
  const names = [...form.querySelectorAll("[name^=seen-]")].map((one) => one.name.slice(5));
  let sending = null; // the fields on their way, under their number
  let wanted = null; // the button that was pressed
  let tries = 0;
  let timer = 0;
  let oldest = 0; // when the first of the answers that wait was given

  const seen = (name) => form.elements[`seen-${name}`];
  const value = (name) => form.elements[name].value;
  const touched = new Set();
  // An answer and its remark go together, since they are stored together.
  const criterion = (name) => name.replace(/^(score|remark)-/, "");
  const isTouched = (name) => [...touched].some((one) => criterion(one) === criterion(name));

  function fieldsOf(some) {
    return Object.fromEntries(some.map((name) => [name, value(name)]));
  }

  function changes(all) {
    const some = names.filter((name) => all || isTouched(name));
    const before = some.map((name) => [`seen-${name}`, seen(name).value]);
    return { ...fieldsOf(some), ...Object.fromEntries(before) };
  }

  function keepDraft() {
    drafts.keep(number, fieldsOf(names.filter(isTouched)));
  }

  function set(name, text) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList) field.forEach((one) => { one.checked = one.value === text; });
    else field.value = text;
  }

  function soon(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(send, milliseconds);
  }

  const scores = names.filter((name) => name.startsWith("score-"));
  const answered = () => scores.filter((name) => (touched.has(name) ? value(name) : seen(name).value));

  function count() {
    form.querySelector("[data-answered]").textContent = answered().length;
  }

  // Whoever leads a meeting waits for the last answer; the others can wait for each other.
  function whenQuiet(isTyping) {
    oldest ||= Date.now();
    const isLast = !isTyping && answered().length === scores.length;
    soon(isLast ? 0 : Math.max(0, Math.min(PAUSE, oldest + LONGEST - Date.now())));
  }

  function took(sent, answer) {
    let elsewhere = false;
    for (const name of names) {
      if (!(name in answer.answers) && !(name in sent)) continue;
      const stored = answer.answers[name] ?? "";
      seen(name).value = stored;
      if (name in sent && value(name) === sent[name]) touched.delete(name);
      if (!touched.has(name) && value(name) !== stored && !(name in sent)) {
        set(name, stored);
        elsewhere = true;
      }
    }
    keepDraft();
    count();
    if (answer.told) say(answer.told);
    else say(elsewhere ? form.dataset.elsewhere : form.dataset.saved);
  }

  async function send() {
    clearTimeout(timer);
    if (sending && sending.busy) return;
    if (!sending) {
      const fields = changes(Boolean(wanted));
      if (!Object.keys(fields).length) return;
      sending = { fields: { ...fields, submission: newId(), ...wanted }, busy: false };
    }
    oldest = 0;
    const mine = sending;
    mine.busy = true;
    say(form.dataset.saving);
    let answer;
    try {
      answer = await post(location.pathname, mine.fields);
    } catch {
      mine.busy = false;
      say(form.dataset.unsaved);
      soon(1000 * NEXT_TRY[Math.min(tries, NEXT_TRY.length - 1)]);
      tries += 1;
      return;
    }
    sending = null;
    tries = 0;
    if (answer.faults) {
      // a round that has closed takes nothing any more: there is nothing left to keep
      if (answer.status !== 422) drafts.keep(number, {});
      wanted = null;
      say(answer.faults.join(" "));
      return;
    }
    took(mine.fields, answer);
    if (wanted && "pressed" in mine.fields) location.assign(answer.next);
    else if (wanted) soon(0);
    else if (touched.size) { say(form.dataset.saving); whenQuiet(false); }
  }

  function note(event) {
    if (!names.includes(event.target.name)) return;
    touched.add(event.target.name);
    keepDraft();
    count();
    // what waits to be sent again goes first, at its own time
    if (sending && !sending.busy) return;
    say(form.dataset.saving);
    whenQuiet(event.target.type !== "radio");
  }

  function press(event) {
    const button = event.submitter;
    if (button?.name === "take_back") { drafts.keep(number, {}); return; }
    event.preventDefault();
    if (wanted) return;
    wanted = { pressed: "1", ...(button?.name ? { [button.name]: button.value } : {}) };
    send();
  }

  const kept = drafts.read(number);
  for (const [name, text] of Object.entries(kept)) {
    if (!names.includes(name) || value(name) === text) continue;
    set(name, text);
    touched.add(name);
  }
  keepDraft();
  count();
  if (touched.size) { say(form.dataset.kept); soon(500); }
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", press);
  // whoever turns to something else may not come back
  addEventListener("visibilitychange", () => { if (document.hidden && !sending) send(); });
  addEventListener("online", () => { tries = 0; send(); });
  // coming back by "back": the page is as it was left, and may be old
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  sendOthers(number, (other) => `../${other}/`).catch(() => {});
}

if (form.hasAttribute("data-score")) scorePage();
else sendOthers("", (other) => `${other}/`).then(() => say("")).catch(() => say(form.dataset.unsaved));
